import process from 'node:process';

import { openPage } from '../page/index.ts';

const TO_TRY = [
  'Make a picture: type /krea, then what you would like to see. Drop an image into the box to lend its style.',
  'Reroll it, vary it, remix it. Look at the ledger in “Behind the scenes” while you do.',
  'Ask for four large ones: the budget of $0.20 refuses. Act as Olga and raise it with /krea-budget set.',
  'Kill the bot while it paints. The picture still arrives, once, and is paid once.',
];

export interface ShowOptions {
  port: number;
  kreaToken: string | undefined;
  keepFolder: boolean;
  interrupted: AbortSignal;
}

/** Serves the page until it is interrupted; `print` gets each line. */
export async function showPage(
  print: (line: string) => void,
  { port, kreaToken, keepFolder, interrupted }: ShowOptions,
): Promise<void> {
  const token = kreaToken === '' ? undefined : kreaToken;
  print('Starting a local Discord, a Krea and the bot…');
  const page = await openPage({ port, kreaToken: token, keepFolder }).catch((error: unknown) => {
    if (port === 0 || !(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    print(`Port ${port} is in use. Choose another with --port, or leave it out for a free one.`);
  });
  if (page === undefined) {
    process.exitCode = 1;
    return;
  }
  process.on('exit', () => page.stage.bot.kill());
  print(`\n  ${page.url}\n`);
  print(
    token === undefined
      ? 'The local Krea paints: nothing costs money, and nothing leaves this machine.'
      : 'The real Krea paints, with your token: each picture costs $0.015 to $0.07.',
  );
  for (const line of TO_TRY) print(`  · ${line}`);
  if (keepFolder) print(`The database is in ${page.stage.folder}`);
  print('\nCtrl-C ends everything.');
  if (!interrupted.aborted)
    await new Promise((resolve) => interrupted.addEventListener('abort', resolve, { once: true }));
  await page.close();
}
