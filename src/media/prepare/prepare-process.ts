import process from 'node:process';
import { buffer } from 'node:stream/consumers';

import { loadSharp } from '../formats/load-sharp.ts';
import { prepareReference } from './prepare-reference.ts';
import { writePrepared } from './write-prepared.ts';

/**
 * The entry of the process that reads one image, writes what a style reference is made of and ends; prepare-apart.ts
 * starts it.
 */
process.stdout.end(writePrepared(await prepareReference(await buffer(process.stdin), loadSharp)));
