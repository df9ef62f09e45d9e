/**
 * Lets anybody try the bot on this machine: a page like Discord's client, and the real bot behind it.
 * Needs no account and no token; with `KREA_API_TOKEN` set, the real Krea paints.
 *
 *     npm run demo                 the page, until Ctrl-C
 *     npm run demo -- --story      a story in the terminal instead, which ends by itself
 *     --keep                       keeps the database and tells where it is
 *     --port 8080                  serves the page there instead of on a free port
 */
import process from 'node:process';

import { readOptions } from './story/read-options.ts';
import { showPage } from './story/show.ts';
import { tellStory } from './story/tell.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // Asked a second time: nothing may stay behind all the same.
    if (interrupted.signal.aborted) process.exit(130);
    interrupted.abort();
  });
}

const options = readOptions(process.argv.slice(2));
if ('mistake' in options) {
  print(options.mistake);
  process.exitCode = 1;
} else {
  const common = { keepFolder: options.keep, interrupted: interrupted.signal };
  if (options.story) await tellStory(print, common);
  else await showPage(print, { ...common, port: options.port, kreaToken: process.env['KREA_API_TOKEN']?.trim() });
}
