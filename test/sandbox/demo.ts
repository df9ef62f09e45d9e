/**
 * Shows the bot at work on this machine: a local Discord, a local Krea, and the real bot between them.
 * `--keep` keeps the database and tells where it is. Needs no account and no token.
 */
import { resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

import { openAlbum } from './demo/album.ts';
import { openLocalWorld } from './demo/local-world.ts';
import type { LocalWorld } from './demo/local-world.ts';
import { playStory } from './demo/story.ts';
import { createTeller } from './demo/teller.ts';

/** How long the local Krea paints, in milliseconds: the real one takes some twenty times as long. */
const PAINTING_MS = { 'medium-turbo': 500, medium: 700, large: 1_200 };
const LOG_LINES = 12;

const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false } } });
const print = (line: string): void => console.log(line);
const interrupted = new AbortController();
const isInterrupted = new Promise<never>((_, reject) => {
  interrupted.signal.addEventListener('abort', () => reject(new Error('interrupted')));
});
isInterrupted.catch(() => undefined);
let world: LocalWorld | undefined;
let where = 'at the start';

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // Asked a second time: nothing may stay behind all the same.
    if (interrupted.signal.aborted) process.exit(130);
    interrupted.abort();
  });
}
process.on('exit', () => world?.bot().child.kill('SIGKILL'));

try {
  world = await openLocalWorld({
    krea: { durationMs: (_, variant) => PAINTING_MS[variant] },
    settings: { DEFAULT_GUILD_BUDGET_USD: '0.40', KREA_POLL_INTERVAL_MS: '100' },
    keepFolder: values.keep,
    signal: interrupted.signal,
  });
  const { moderator, members } = world;
  const names = new Map([moderator, members.mia, members.ben].map(({ id, name }) => [id, `@${name}`]));
  const tell = createTeller(print, names);
  const album = await openAlbum(resolve('demo-pictures'));
  tell.title('A local Discord, a local Krea and the real bot are up.');
  tell.note('Server “Lantern House”, channel #pictures: Olga moderates, Mia and Ben are members. Its budget is $0.40 a month.');
  const story = playStory({ world, tell, album }).catch((error: unknown) => {
    where = `in ${tell.current()}`;
    throw error;
  });
  await Promise.race([story, isInterrupted]);
  tell.title('Everything went as promised.');
  print(`The pictures are in ${album.place}/`);
  if (values.keep) print(`The database is in ${world.folder}`);
} catch (error) {
  if (interrupted.signal.aborted) {
    print('\nInterrupted.');
    process.exitCode = 130;
  } else {
    print(`\nThe demo failed ${where}: ${error instanceof Error ? error.message : String(error)}`);
    for (const line of world?.bot().lines.slice(-LOG_LINES) ?? []) print(`  ${line}`);
    process.exitCode = 1;
  }
} finally {
  await world?.close();
}
