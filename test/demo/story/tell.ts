import { resolve } from 'node:path';
import process from 'node:process';

import { openAlbum } from './album.ts';
import { openLocalWorld } from './local-world.ts';
import type { LocalWorld } from './local-world.ts';
import { playStory } from './story.ts';
import { createTeller } from './teller.ts';

/** How long the local Krea paints, in milliseconds: the real one takes some twenty times as long. */
const PAINTING_MS = { 'medium-turbo': 500, medium: 700, large: 1_200 };
const LOG_LINES = 12;

/** Plays the story in the terminal and sets the exit code; `print` gets each line. Ends early when interrupted. */
export async function tellStory(
  print: (line: string) => void,
  { keepFolder, interrupted }: { keepFolder: boolean; interrupted: AbortSignal },
): Promise<void> {
  let world: LocalWorld | undefined;
  let where = 'at the start';
  const isInterrupted = new Promise<never>((_, reject) => {
    interrupted.addEventListener('abort', () => reject(new Error('interrupted')));
  });
  isInterrupted.catch(() => undefined);
  process.on('exit', () => world?.bot().child.kill('SIGKILL'));

  try {
    world = await openLocalWorld({
      krea: { durationMs: (_, variant) => PAINTING_MS[variant] },
      settings: { DEFAULT_GUILD_BUDGET_USD: '0.40', KREA_POLL_INTERVAL_MS: '100' },
      keepFolder,
      signal: interrupted,
    });
    const { moderator, members } = world;
    const names = new Map([moderator, members.mia, members.ben].map(({ id, name }) => [id, `@${name}`]));
    const tell = createTeller(print, names);
    const album = await openAlbum(resolve('demo-pictures'));
    tell.title('A local Discord, a local Krea and the real bot are up.');
    tell.note(
      'Server “Lantern House”, channel #pictures: Olga moderates, Mia and Ben are members. Its budget is $0.40 a month.',
    );
    const story = playStory({ world, tell, album }).catch((error: unknown) => {
      where = `in ${tell.current()}`;
      throw error;
    });
    await Promise.race([story, isInterrupted]);
    tell.title('Everything went as promised.');
    print(`The pictures are in ${album.place}/`);
    if (keepFolder) print(`The database is in ${world.folder}`);
  } catch (error) {
    process.exitCode = interrupted.aborted ? 130 : 1;
    if (interrupted.aborted) print('\nInterrupted.');
    else {
      print(`\nThe demo failed ${where}: ${error instanceof Error ? error.message : String(error)}`);
      for (const line of world?.bot().lines.slice(-LOG_LINES) ?? []) print(`  ${line}`);
    }
  } finally {
    await world?.close();
  }
}
