import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import process from 'node:process';

import { createCommands } from '../commands/index.ts';
import { createApp } from './app/app.ts';
import type { App } from './app/app.ts';
import { createPersist } from './app/decorators/persist.ts';
import { ADDRESS_ATTEMPT_MS } from './ports/connecting.ts';
import type { Log } from './ports/log.ts';
import { awaitTurn } from './await-turn.ts';
import { createChart } from './chart/create-chart.ts';
import { parseConfig } from './process/config.ts';
import type { Config } from './process/config.ts';
import { periodAt, UTC_MONTH } from './core/money/period.ts';
import { BUTTONS } from './discord/buttons/index.ts';
import { createCards } from './discord/publishing/cards.ts';
import { createIsAgeRestricted, createIsMentionable, createPermissionsIn } from './discord/rest/channel-permissions.ts';
import { createDiscordClient, createDiscordRest } from './discord/connection/client.ts';
import { createDirectory } from './discord/rest/directory.ts';
import { createGateway } from './discord/connection/gateway.ts';
import type { Gateway } from './discord/connection/gateway.ts';
import { readIdentity } from './discord/connection/identity.ts';
import { keepToken } from './discord/connection/keep-token.ts';
import type { KeptToken } from './discord/connection/keep-token.ts';
import { createOwnMember } from './discord/connection/own-member.ts';
import { patiently } from './discord/connection/patience.ts';
import { createPublisher } from './discord/publishing/publisher.ts';
import { registerCommands } from './discord/interactions/registration.ts';
import { createRouter } from './discord/interactions/router.ts';
import { safeError } from './discord/rest/safe-error.ts';
import { createTellCutOff } from './discord/interactions/tell-cut-off.ts';
import { createTransport } from './discord/connection/transport.ts';
import { createKrea } from './backends/krea/create-krea.ts';
import { envFileMistakes } from './process/env-file.ts';
import { judgeHealth } from './http/health.ts';
import type { Health } from './http/health.ts';
import { createHookAddresses } from './http/hook-address.ts';
import type { HookAddresses } from './http/hook-address.ts';
import { createMetrics } from './http/metrics.ts';
import { startMetricsListener } from './http/metrics-listener.ts';
import { stuckOf } from './http/stuck.ts';
import type { Metrics } from './http/metrics.ts';
import { startPublicListener } from './http/public-listener.ts';
import type { Hook } from './http/public-listener.ts';
import { createLifecycle } from './process/lifecycle.ts';
import type { Lifecycle } from './process/lifecycle.ts';
import { createLogger } from './process/logger.ts';
import { createMediaFetcher } from './media/fetch-media.ts';
import { createImages } from './media/images.ts';
import { takePulse } from './process/pulse.ts';
import { settleMemory } from './process/memory.ts';
import { createBotLock } from './store/sqlite/bot-lock.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/open-store.ts';
import { newSystemSeed, systemClock } from './process/system.ts';
import { watchWrites } from './process/watch-writes.ts';
import type { WriteWatch } from './process/watch-writes.ts';

/** How long fetching one picture may take. */
const MEDIA_TIMEOUT_MS = 30_000;

/** Joins everything and starts the bot. Whatever is opened here is closed by the shutdown, in reverse order. */
async function start(config: Config, log: Log, lifecycle: Lifecycle): Promise<void> {
  const clock = systemClock;
  const lock = createBotLock(config.databaseUrl);
  lifecycle.onShutdown('let the next bot begin', lock.release);
  await awaitTurn(lock, { clock, log, stopping: lifecycle.stopping, ports: config });
  // Another process may have the file, or its disk may be full for a moment: a start that ended could not even say so.
  const persist = createPersist({ clock, log, stopping: lifecycle.stopping });
  const noteUnreadable = (row: { table: string; id: string }): void => log.error(row, 'a record cannot be read and is left out');
  const writes = watchWrites(log);
  const store = await persist(async () => openStore(config.databaseUrl, { now: clock.now, noteUnreadable, noteWrite: writes.note }));
  lifecycle.onShutdown('close the database', () => store.close());
  const krea = createKrea({ ...config.krea, log, clock });

  const transport = createTransport();
  lifecycle.onShutdown('close the connections to Discord', () => transport.close());
  const client = createDiscordClient(config.discord.apiUrl, transport);
  const rest = createDiscordRest(config.discord.apiUrl, transport);
  const patience = { clock, log, stopping: lifecycle.stopping };
  const token = keepToken(rest, config.discord.token, patience);
  const identity = await patiently('reach Discord', async () => readIdentity(rest), patience);
  const addresses = createHookAddresses(config.krea.token);
  const publicUrl = config.listener?.publicUrl ?? null;
  const metrics = config.metrics === null ? undefined : await createMetrics(store.gauges);
  const app = createApp({
    ...store,
    imageApi: krea,
    fetchMedia: createMediaFetcher({ trustedHosts: config.trustedMediaHosts, timeoutMs: MEDIA_TIMEOUT_MS, log }),
    images: createImages(),
    drawChart: createChart(),
    publisher: createPublisher({ rest, ...identity, clock, log }),
    cards: createCards({ rest, ...identity, log }),
    directory: createDirectory(rest),
    permissionsIn: createPermissionsIn(rest),
    isAgeRestricted: createIsAgeRestricted(rest),
    isMentionable: createIsMentionable(rest),
    ownMember: createOwnMember(rest, identity.botUserId),
    clock,
    newSeed: newSystemSeed,
    log,
    ...(metrics && { meter: metrics.meter }),
    ceilings: config.ceilings,
    allowedGuilds: config.allowedGuilds,
    maxInFlight: config.krea.maxInFlight,
    keepPicturesDays: config.keepPicturesDays,
    pollIntervalMs: config.krea.pollIntervalMs,
    webhookUrl: publicUrl === null ? null : (key) => addresses.webhookUrl(publicUrl, key),
  });
  const commands = createCommands(app, config.krea);
  const router = createRouter({ ...patience, rest, app, commands, buttons: BUTTONS, pendingAnswers: store.pendingAnswers, ...(metrics && { meter: metrics.meter }) });
  const gateway = createGateway({ ...patience, client, rest, token: config.discord.token, route: router.route, onFatal: (reason) => lifecycle.shutdown(reason, 1) });
  // The gateway is left late: until then people are told that the bot restarts, instead of hearing nothing.
  lifecycle.onShutdown('leave the gateway', gateway.close);
  lifecycle.onShutdown('finish the answers', router.rest);
  // Krea's client first gives submits under way the time to hear their answer; looks end at once.
  lifecycle.onShutdown('let the work under way come to rest', async () => void (await Promise.all([app.engine.stop(), krea.close()])));
  await app.recover();
  // Read before anybody new comes: who is noted now was left by an earlier process.
  const tellCutOff = createTellCutOff({ ...patience, rest, app, pendingAnswers: store.pendingAnswers });
  void tellCutOff().catch((error: unknown) => log.error({ err: error }, 'whom a restart cut off could not be told'));
  // It says in the log what the operator has to mend; otherwise the first member who asks for a picture would find out.
  void krea.reach();
  await listen({ config, app, gateway, token, store, writes, addresses, metrics, lifecycle, log });
  await patiently('register the commands', async () => registerCommands(rest, identity.applicationId, commands, log), patience);
  await gateway.login();
  if (!gateway.facts().isEnded) log.info({ commands: commands.length }, 'ready');
}

/** Opens what is to be listened on: the port for what comes from outside, and the operator's own one. */
async function listen(parts: {
  config: Config;
  app: App;
  gateway: Gateway;
  token: KeptToken;
  store: Store;
  writes: WriteWatch;
  addresses: HookAddresses;
  metrics: Metrics | undefined;
  lifecycle: Lifecycle;
  log: Log;
}): Promise<void> {
  const { config, app, gateway, token, store, writes, addresses, metrics, lifecycle, log } = parts;
  if (config.listener === null && config.metrics === null) return;
  const clock = systemClock;
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
        isKreaTokenRefused: app.engine.isTokenRefused(),
        ledgerOk: ledger.isAlive(),
        canWrite: writes.canWrite(),
      },
      clock.monotonic(),
    );
  if (config.listener !== null) {
    const onHook = ({ remoteId, ...key }: Hook): void => app.engine.hint(key, remoteId);
    const { port, close } = await startPublicListener({ port: config.listener.port, addresses, log, isHealthy, onHook });
    lifecycle.onShutdown('close the listener', close);
    log.info({ port }, 'listening');
  }
  if (config.metrics !== null && metrics !== undefined) {
    const { port, close } = await startMetricsListener({
      ...config.metrics,
      log,
      isHealthy,
      stuck: async () => stuckOf(await store.gauges.waiting(), app.engine.blindMs(), clock.now()),
      scrape: async () => metrics.scrape({ now: clock.now(), unseenMs: app.engine.blindMs() }),
    });
    lifecycle.onShutdown('close the listener for dashboards', close);
    log.info({ port, host: config.metrics.host }, 'listening for dashboards');
  }
}

const parsed = parseConfig(process.env);
if ('mistakes' in parsed) {
  process.stderr.write(`The settings are not right:\n${[...envFileMistakes(), ...parsed.mistakes].map((line) => `  ${line}\n`).join('')}See .env.example for what each of them means.\n`);
  process.exitCode = 1;
} else {
  const log = createLogger(parsed.config.logLevel);
  const lifecycle = createLifecycle({ log, exit: (code) => process.exit(code) });
  lifecycle.installSignalHandlers(process);
  settleMemory();
  // For what connects by the runtime's own means, such as the gateway.
  setDefaultAutoSelectFamilyAttemptTimeout(ADDRESS_ATTEMPT_MS);
  try {
    await start(parsed.config, log, lifecycle);
  } catch (error) {
    if (!lifecycle.stopping.aborted) log.error({ err: error, rest: safeError(error) }, 'cannot start');
    lifecycle.shutdown('cannot start', 1);
  }
}
