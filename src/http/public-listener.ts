import type { ServerResponse } from 'node:http';

import type { PictureKey } from '../core/picture/generation.ts';
import type { Health } from './health.ts';
import type { HookAddresses } from './hook-address.ts';
import { readHook } from './read-hook.ts';
import { end, isReading, serve } from './serve.ts';
import type { Listener, ServeOptions } from './serve.ts';

/** A call of Krea about one of our pictures: a reason to look at its job, and nothing more. */
export interface Hook extends PictureKey {
  /** The job's id as the call names it; not verified. */
  remoteId: string | null;
}

export interface PublicListenerOptions extends ServeOptions {
  isHealthy: () => Health;
  addresses: HookAddresses;
  onHook: (hook: Hook) => Promise<void> | void;
}

/**
 * Listens for what comes from outside: Krea's calls, and health checks that learn a yes or a no (/healthz). Everything
 * else is 404.
 */
export async function startPublicListener(options: PublicListenerOptions): Promise<Listener> {
  const { isHealthy, addresses, log } = options;

  async function tell(hook: Hook): Promise<void> {
    try {
      await options.onHook(hook);
    } catch (error) {
      log.error({ generationId: hook.generationId, index: hook.index, err: error }, 'following a hint of Krea failed');
    }
  }

  return serve('PORT', options, async (request, response, path) => {
    if (path === '/healthz' && isReading(request)) return answerHealth(response, isHealthy());
    const key = request.method === 'POST' ? addresses.parse(path) : undefined;
    if (key === undefined) return end(response, 404);

    const remoteId = await readHook(request);
    if (remoteId === undefined) return end(response, 413);
    end(response, 204);
    // Krea has its answer by now; what we make of the hint is no concern of the connection.
    await tell({ ...key, remoteId });
  });
}

/** No reasons here: anyone may be able to reach this port. */
function answerHealth(response: ServerResponse, { healthy }: Health): void {
  response.writeHead(healthy ? 200 : 503, { 'content-type': 'text/plain', 'cache-control': 'no-store' });
  response.end(healthy ? 'ok\n' : 'unhealthy\n');
}
