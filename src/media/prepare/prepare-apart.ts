import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import type { PreparedReference } from '../../ports/media.ts';
import { readPrepared } from './read-prepared.ts';

/** Many times what the largest takes; a file built to never end must not keep a processor for ever. */
const DEADLINE_MS = 60_000;
/** Many times what is ever made of an image. */
const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
/** Otherwise every thread of the decoders keeps memory of its own, and pictures that were let go stay resident. */
const ENVIRONMENT = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };
/** Few objects of its own: what V8 would set aside for many is worth more to the decoders. */
const FLAGS = ['--max-semi-space-size=1', '--v8-pool-size=0'];

const program = fileURLToPath(new URL('prepare-process.ts', import.meta.url));

/**
 * Prepares a style reference in a process of its own: the event loop stays free, hundreds of megabytes are given back,
 * and a file that crashes its decoder crashes nothing else. The process sees no environment, hence no tokens. Rejects
 * when it could not be started, which says nothing about the file.
 */
export function prepareApart(bytes: Uint8Array, runtime = process.execPath): Promise<PreparedReference> {
  const options = {
    encoding: 'buffer',
    env: ENVIRONMENT,
    timeout: DEADLINE_MS,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_MESSAGE_BYTES,
  } as const;
  return new Promise((resolve, reject) => {
    const child = execFile(runtime, [...FLAGS, program], options, (error, message) => {
      if (error !== null && 'syscall' in error)
        return reject(new Error('The process that reads images could not be started', { cause: error }));
      return resolve(error === null ? readEnd(message) : { problem: 'damaged' });
    });
    // A process that ended early is told of by its exit; writing to it is in vain.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(bytes);
  });
}

/**
 * The decoder gave up in its own way where it wrote anything else: out of memory or of time, a crash, or words of its
 * own.
 */
function readEnd(message: Uint8Array): PreparedReference {
  try {
    return readPrepared(message);
  } catch {
    return { problem: 'damaged' };
  }
}
