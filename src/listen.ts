import type { Engine } from './app/painting/engine.ts';
import { periodAt, UTC_MONTH } from './core/money/period.ts';
import { judgeHealth } from './http/health.ts';
import type { Health } from './http/health.ts';
import type { HookAddresses } from './http/hook-address.ts';
import { startMetricsListener } from './http/metrics-listener.ts';
import type { Metrics } from './http/metrics.ts';
import { startPublicListener } from './http/public-listener.ts';
import type { Hook } from './http/public-listener.ts';
import { stuckOf } from './http/stuck.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { Config } from './process/config.ts';
import type { Lifecycle } from './process/lifecycle.ts';
import { takePulse } from './process/pulse.ts';
import type { WriteWatch } from './process/watch-writes.ts';
import type { Store } from './store/open-store.ts';

export interface ListenDeps {
  config: Pick<Config, 'listener' | 'metrics'>;
  engine: Pick<Engine, 'hint' | 'blindMs' | 'isTokenRefused'>;
  /** How the connection to Discord is. */
  gateway: { facts(): Pick<Parameters<typeof judgeHealth>[0], 'gatewayReadyAt' | 'disconnectedSince' | 'isEnded'> };
  token: { isRefused(): boolean };
  store: Pick<Store, 'budgets' | 'cache' | 'gauges'>;
  writes: WriteWatch;
  addresses: HookAddresses;
  metrics: Metrics | undefined;
  lifecycle: Lifecycle;
  clock: Clock;
  log: Log;
}

/** Opens what is to be listened on: the port for what comes from outside, and the operator's own one. */
export async function listen(deps: ListenDeps): Promise<void> {
  const { config, engine, gateway, token, store, writes, addresses, metrics, lifecycle, clock, log } = deps;
  if (config.listener === null && config.metrics === null) return;
  const check = async (): Promise<void> => {
    await store.budgets.balance('operator', 'all', periodAt(UTC_MONTH, clock.now()).key);
    await writes.tryAgain(store.cache);
  };
  const ledger = takePulse(check, { clock, log, stopping: lifecycle.stopping });
  const isHealthy = (): Health =>
    judgeHealth(
      {
        ...gateway.facts(),
        isTokenRefused: token.isRefused(),
        isKreaTokenRefused: engine.isTokenRefused(),
        ledgerOk: ledger.isAlive(),
        canWrite: writes.canWrite(),
      },
      clock.monotonic(),
    );
  if (config.listener !== null) {
    const onHook = ({ remoteId, ...key }: Hook): void => engine.hint(key, remoteId);
    const { port, close } = await startPublicListener({
      port: config.listener.port,
      addresses,
      log,
      isHealthy,
      onHook,
    });
    lifecycle.onShutdown('close the listener', close);
    log.info({ port }, 'listening');
  }
  if (config.metrics !== null && metrics !== undefined) {
    const { port, close } = await startMetricsListener({
      ...config.metrics,
      log,
      isHealthy,
      stuck: async () => stuckOf(await store.gauges.waiting(), engine.blindMs(), clock.now()),
      scrape: async () => metrics.scrape({ now: clock.now(), unseenMs: engine.blindMs() }),
    });
    lifecycle.onShutdown('close the listener for dashboards', close);
    log.info({ port, host: config.metrics.host }, 'listening for dashboards');
  }
}
