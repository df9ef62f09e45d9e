import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import process from 'node:process';

import { parseDatabaseUrl } from '../database/database-url.ts';
import { openReadOnly } from './open-read-only.ts';

/** What a backup came to. */
export interface Backup {
  from: string;
  to: string;
  bytes: number;
}

/**
 * Writes the whole database as it is at one instant into a new file, whatever others write meanwhile: one reading
 * transaction never starts anew, as a page-by-page copy does at every write. Throws, in words, when it cannot.
 */
export function backUp(databaseUrl: string, file: string): Backup {
  const { path: from } = parseDatabaseUrl(databaseUrl);
  const to = resolve(file);
  if (existsSync(to)) throw new Error(`${to} exists already: choose another name, or move it away`);
  if (!existsSync(dirname(to))) throw new Error(`the folder ${dirname(to)} does not exist`);
  const database = openReadOnly(from);
  // Under its name there is a whole backup or none, also when this process is killed.
  const unfinished = `${to}.${process.pid}.partial`;
  try {
    database.prepare('vacuum into ?').run(unfinished);
    // SQLite does not wait for the disk here.
    sync(unfinished);
    if (existsSync(to)) throw new Error(`${to} exists already: somebody else has just made it`);
    renameSync(unfinished, to);
    return { from, to, bytes: statSync(to).size };
  } finally {
    database.close();
    rmSync(unfinished, { force: true });
  }
}

function sync(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
