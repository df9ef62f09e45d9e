import type { Log } from '../ports/log.ts';
import type { Health } from './health.ts';
import { answerHealth } from './metrics-listener.ts';
import { end, serve } from './serve.ts';
import type { Listener } from './serve.ts';

const WAITS: Health = { healthy: false, reasons: ['another-bot-runs'] };

/** The ports for health checks; null without one. */
export interface HealthPorts {
  listener: { port: number } | null;
  metrics: { port: number; host: string } | null;
}

/**
 * Answers health checks while another bot has the database: this one is not ready. The other may have the ports as
 * well; then it is the one that answers. Resolves with what closes them.
 */
export async function listenWhileWaiting({ listener, metrics }: HealthPorts, log: Log): Promise<() => Promise<void>> {
  const opening: Promise<Listener>[] = [];
  if (listener !== null)
    opening.push(serve('PORT', { port: listener.port, log }, async (_, response) => end(response, 503)));
  if (metrics !== null)
    opening.push(serve('METRICS_PORT', { ...metrics, log }, async (_, response) => answerHealth(response, WAITS)));
  const opened = await Promise.allSettled(opening);
  for (const one of opened)
    if (one.status === 'rejected') log.info({ err: one.reason }, 'health checks are not answered while waiting');
  return async () => {
    for (const one of opened) if (one.status === 'fulfilled') await one.value.close();
  };
}
