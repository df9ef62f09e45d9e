import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net';
import process from 'node:process';

import { createCommands } from '../commands/index.ts';
import { createApp } from './app/app.ts';
import { createPersist } from './app/decorators/persist.ts';
import { awaitTurn } from './await-turn.ts';
import { createKrea } from './backends/krea/create-krea.ts';
import { createChart } from './chart/create-chart.ts';
import { BUTTONS } from './discord/buttons/index.ts';
import { createDiscord } from './discord/create-discord.ts';
import { errorFields } from './discord/rest/safe-error.ts';
import { createHookAddresses } from './http/hook-address.ts';
import { createMetrics } from './http/metrics.ts';
import { listen } from './listen.ts';
import { createMediaFetcher } from './media/fetch-media.ts';
import { createImages } from './media/images.ts';
import { ADDRESS_ATTEMPT_MS } from './ports/connecting.ts';
import type { Log } from './ports/log.ts';
import { parseConfig } from './process/config.ts';
import type { Config } from './process/config.ts';
import { envFileMistakes } from './process/env-file.ts';
import { createLifecycle } from './process/lifecycle.ts';
import type { Lifecycle } from './process/lifecycle.ts';
import { createLogger } from './process/logger.ts';
import { settleMemory } from './process/memory.ts';
import { newSystemSeed, systemClock } from './process/system.ts';
import { watchWrites } from './process/watch-writes.ts';
import { openStore } from './store/open-store.ts';
import { createBotLock } from './store/sqlite/bot-lock.ts';
import { wording } from './wording/wording.ts';

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
  const noteUnreadable = (row: { table: string; id: string }): void =>
    log.error(row, 'a record cannot be read and is left out');
  const writes = watchWrites(log);
  const store = await persist(async () =>
    openStore(config.databaseUrl, { now: clock.now, noteUnreadable, noteWrite: writes.note }),
  );
  lifecycle.onShutdown('close the database', () => store.close());
  const krea = createKrea({ ...config.krea, log, clock });

  const discord = createDiscord({ ...config.discord, clock, log, stopping: lifecycle.stopping });
  lifecycle.onShutdown('close the connections to Discord', discord.close);
  const { applicationId, ports } = await discord.identify();
  const addresses = createHookAddresses(config.krea.token);
  const publicUrl = config.listener?.publicUrl ?? null;
  const metrics = config.metrics === null ? undefined : await createMetrics(store.gauges);
  const app = createApp({
    ...store,
    imageApi: krea,
    fetchMedia: createMediaFetcher({ trustedHosts: config.trustedMediaHosts, timeoutMs: MEDIA_TIMEOUT_MS, log }),
    images: createImages(),
    drawChart: createChart(wording.chart),
    ...ports,
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
  const entrance = discord.entrance(applicationId, {
    app,
    commands,
    buttons: BUTTONS,
    pendingAnswers: store.pendingAnswers,
    ...(metrics && { meter: metrics.meter }),
    onFatal: (reason) => lifecycle.shutdown(reason, 1),
  });
  const { gateway } = entrance;
  // The gateway is left late: until then people are told that the bot restarts, instead of hearing nothing.
  lifecycle.onShutdown('leave the gateway', gateway.close);
  lifecycle.onShutdown('finish the answers', entrance.finishAnswers);
  // Krea's client first gives submits under way the time to hear their answer; looks end at once.
  lifecycle.onShutdown(
    'let the work under way come to rest',
    async () => void (await Promise.all([app.engine.stop(), krea.close()])),
  );
  await app.recover();
  entrance.tellCutOff();
  // It says in the log what the operator has to mend; otherwise the first member to ask for a picture would find out.
  void krea.reach();
  await listen({
    config,
    engine: app.engine,
    gateway,
    token: discord.token,
    store,
    writes,
    addresses,
    metrics,
    lifecycle,
    clock,
    log,
  });
  await entrance.open();
  if (!gateway.facts().isEnded) log.info({ commands: commands.length }, 'ready');
}

const parsed = parseConfig(process.env);
if ('mistakes' in parsed) {
  process.stderr.write(
    `The settings are not right:\n${[...envFileMistakes(), ...parsed.mistakes].map((line) => `  ${line}\n`).join('')}` +
      'See .env.example for what each of them means.\n',
  );
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
    if (!lifecycle.stopping.aborted) log.error({ ...errorFields(error), err: error }, 'cannot start');
    lifecycle.shutdown('cannot start', 1);
  }
}
