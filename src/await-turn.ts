import { listenWhileWaiting } from './http/waiting-listener.ts';
import type { HealthPorts } from './http/waiting-listener.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { BotLock } from './store/sqlite/bot-lock.ts';

const INTERVAL_MS = 1_000;

interface Waiting {
  clock: Clock;
  log: Log;
  stopping: AbortSignal;
  ports: HealthPorts;
}

/**
 * Waits until no other bot works on the database: two would take each other's submits for lost ones. Rejects when
 * the process is to end before that.
 */
export async function awaitTurn(lock: BotLock, { clock, log, stopping, ports }: Waiting): Promise<void> {
  if (lock.tryTake()) return;
  const close = await listenWhileWaiting(ports, log);
  log.warn({}, 'another bot uses this database: waiting until it ends');
  try {
    do {
      await clock.sleep(INTERVAL_MS, stopping);
      if (stopping.aborted) throw new Error('Asked to end while another bot uses the database');
    } while (!lock.tryTake());
  } finally {
    await close();
  }
  log.info({}, 'the other bot has ended: taking over');
}
