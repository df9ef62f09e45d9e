import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import type { Studio } from './studio.ts';
import { WARM } from './warm-start.ts';

const LEDGER = fileURLToPath(new URL('../../src/ledger.ts', import.meta.url));

/** What a command ended with and printed. */
export interface LedgerRun {
  code: number | null;
  out: string;
  err: string;
}

/** Runs `npm run ledger` as an operator does, beside the bot or without it; `changed` replaces settings. */
export async function runLedger(
  { discord, krea, databasePath }: Pick<Studio, 'discord' | 'krea' | 'databasePath'>,
  words: readonly string[],
  changed: Record<string, string> = {},
): Promise<LedgerRun> {
  const settings = {
    DISCORD_TOKEN: discord.token,
    KREA_API_TOKEN: krea.token,
    KREA_API_URL: krea.url,
    DATABASE_URL: `sqlite:${databasePath}`,
    ...changed,
  };
  const child = spawn(process.execPath, [LEDGER, ...words], {
    env: { PATH: process.env['PATH'] ?? '', ...WARM, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, out, err };
}
