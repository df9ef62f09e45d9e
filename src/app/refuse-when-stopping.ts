import type { Generate } from './generate.ts';

/**
 * Wraps the way to pictures: a request that gets here after a stop began is refused before anything is held. It could be
 * taken up by the next start, but nobody would tell its requester so until then.
 */
export function refuseWhenStopping(generate: Generate, stopping: AbortSignal): Generate {
  return async (visitor, order) => (stopping.aborted ? { refused: { kind: 'shutting-down' } } : generate(visitor, order));
}
