import { Worker } from 'node:worker_threads';

import { z } from 'zod';

const decodedSchema = z.union([
  z.object({ bytes: z.instanceof(Uint8Array<ArrayBuffer>) }),
  z.object({ problem: z.enum(['damaged', 'too-many-pixels']) }),
]);

/** A HEIC file as an uncompressed TIFF, upright, with its colour profile. */
export type DecodedHeic = z.infer<typeof decodedSchema>;

/** Far beyond what 50 megapixels take; a file built to never end must not keep a thread for ever. */
const DEADLINE_MS = 60_000;

/**
 * Decodes a HEIC file in a thread of its own: it takes seconds, and its memory is given back with the thread.
 * The thread sees no environment, hence no tokens. sharp cannot do it: its prebuilt libvips comes without HEVC.
 */
export function decodeHeic(bytes: Uint8Array, maxPixels: number): Promise<DecodedHeic> {
  const copy = new Uint8Array(bytes);
  const worker = new Worker(new URL('heic-worker.ts', import.meta.url), {
    workerData: { bytes: copy, maxPixels },
    transferList: [copy.buffer],
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  return new Promise((resolve) => {
    const end = (result: DecodedHeic): void => {
      clearTimeout(deadline);
      resolve(result);
      void worker.terminate();
    };
    const deadline = setTimeout(() => end({ problem: 'damaged' }), DEADLINE_MS);
    worker.once('message', (message: unknown) => end(decodedSchema.parse(message)));
    // The decoder gave up in its own way: out of memory, or an assertion about the file.
    worker.once('error', () => end({ problem: 'damaged' }));
    worker.once('exit', () => end({ problem: 'damaged' }));
  });
}
