import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import type { PreparedReference } from '../app/ports/media.ts';
import { readPrepared } from './prepared-message.ts';

/** Many times what the largest takes; a file built to never end must not keep a processor for ever. */
const DEADLINE_MS = 60_000;
/** Many times what is ever made of an image. */
const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
/** Otherwise every thread of the decoders would keep memory of its own. */
const ENVIRONMENT = { MALLOC_ARENA_MAX: '2' };

const program = fileURLToPath(new URL('prepare-process.ts', import.meta.url));

/**
 * Prepares a style reference in a process of its own: the event loop stays free, hundreds of megabytes are given back,
 * and a file that crashes its decoder crashes nothing else. The process sees no environment, hence no tokens.
 */
export function prepareApart(bytes: Uint8Array): Promise<PreparedReference> {
  const options = { encoding: 'buffer', env: ENVIRONMENT, timeout: DEADLINE_MS, killSignal: 'SIGKILL', maxBuffer: MAX_MESSAGE_BYTES } as const;
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program], options, (error, message) => {
      // The decoder gave up in its own way: out of memory or of time, or a crash.
      resolve(error === null ? readPrepared(message) : { problem: 'damaged' });
    });
    // A process that ended early is told of by its exit; writing to it is in vain.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(bytes);
  });
}
