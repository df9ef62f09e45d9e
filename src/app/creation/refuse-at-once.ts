import type { Engine } from '../painting/engine.ts';
import type { Generate } from './generate.ts';

/**
 * Wraps the way to pictures: a request that gets here after a stop began is refused before anything is held. It could
 * be taken up by the next start, but its requester would hear nothing until then. The same holds while Krea refuses
 * the bot's token.
 */
export function refuseAtOnce(
  generate: Generate,
  { engine, stopping }: { engine: Pick<Engine, 'isTokenRefused'>; stopping: AbortSignal },
): Generate {
  return async (visitor, order) => {
    if (stopping.aborted) return { refused: { kind: 'shutting-down' } };
    return engine.isTokenRefused() ? { refused: { kind: 'token-refused' } } : generate(visitor, order);
  };
}
