import type { ServerResponse } from 'node:http';

import type { Log } from '../ports/log.ts';
import type { Health } from './health.ts';
import { end, isReading, serve } from './serve.ts';
import type { Listener, ServeOptions } from './serve.ts';
import type { Stuck } from './stuck.ts';

export interface MetricsListenerOptions extends ServeOptions {
  host: string;
  isHealthy: () => Health;
  /** What does not get on; it changes nothing about the health, for a restart would not help. */
  stuck: () => Promise<Stuck>;
  /** What /metrics answers. */
  scrape: () => Promise<{ contentType: string; text: string }>;
}

/** Listens for the operator's own dashboards: /metrics, and /healthz with the reasons. Everything else is 404. */
export async function startMetricsListener(options: MetricsListenerOptions): Promise<Listener> {
  return serve('METRICS_PORT', options, async (request, response, path) => {
    if (path === '/healthz' && isReading(request))
      return answerHealth(response, options.isHealthy(), await stuckNow(options));
    if (path === '/metrics' && isReading(request)) return answerMetrics(response, options.scrape, options.log);
    return end(response, 404);
  });
}

/** Null while the records cannot be read; the reasons say that. */
async function stuckNow({ stuck }: MetricsListenerOptions): Promise<Stuck | null> {
  return stuck().catch(() => null);
}

/** Answers with how things stand, what is in the way, and what is stuck where that is known. */
export function answerHealth(response: ServerResponse, health: Health, stuck: Stuck | null = null): void {
  const body = JSON.stringify({
    ...(health.healthy ? { status: 'ok' } : { status: 'unhealthy', reasons: health.reasons }),
    ...(stuck !== null && { stuck }),
  });
  response.writeHead(health.healthy ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(body);
}

async function answerMetrics(
  response: ServerResponse,
  scrape: MetricsListenerOptions['scrape'],
  log: Log,
): Promise<void> {
  try {
    const { contentType, text } = await scrape();
    response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text);
  } catch (error) {
    log.error({ err: error }, 'the metrics cannot be read');
    end(response, 503);
  }
}
