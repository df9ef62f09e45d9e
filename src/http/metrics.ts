import { METERED_ENDS, METERED_ERRORS } from '../ports/meter.ts';
import type { Meter } from '../ports/meter.ts';
import type { Gauges, Standing } from '../ports/store/gauges.ts';
import { stuckOf } from './stuck.ts';
import type { Stuck } from './stuck.ts';

/** A server is a label of its own: more of them would be more than dashboards bear. */
const MOST_SERVERS = 1_000;
const MICRO_PER_DOLLAR = 1_000_000;

const WAIT_BUCKETS = [2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 300, 900];
const ANSWER_BUCKETS = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 2.5, 3];

export interface Metrics {
  meter: Meter;
  /** Everything in Prometheus' text format. Rejects when the ledger cannot be read. */
  scrape(looks: { now: number; unseenMs: number | null }): Promise<{ contentType: string; text: string }>;
}

/** Counts in a registry of its own; what the ledger knows better is read at each scrape. */
export async function createMetrics(gauges: Gauges): Promise<Metrics> {
  // Loaded only with a listener: it takes time and memory.
  const { Counter, Gauge, Histogram, Registry } = await import('prom-client');
  const registry = new Registry();
  const registers = [registry];
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name: `krea_bot_${name}`, help, labelNames, registers });

  const serverSpent = gauge(
    'server_spent_dollars',
    `Spent by each server over all periods, the ${MOST_SERVERS} largest`,
    ['server'],
  );
  const serverHeld = gauge('server_held_dollars', 'Reserved by each of these servers', ['server']);
  const spent = gauge('spent_dollars', 'Spent by everybody over all periods');
  const held = gauge('held_dollars', 'Reserved for pictures whose end is open');
  const uncertain = gauge('uncertain_pictures', 'Pictures of which nobody knows whether they were painted');
  const queued = gauge('queued_pictures', 'Pictures that wait for their turn');
  const oldestQueued = gauge('oldest_queued_seconds', 'How long the oldest picture has waited for its turn');
  const unseen = gauge('unseen_seconds', 'For how long no job at Krea could be looked at');
  const unreadable = gauge('unreadable_records', 'Records that cannot be read and are left out, found since the start');
  const ended = new Counter({
    name: 'krea_bot_pictures_total',
    help: 'Pictures by the state that they came to since the start',
    labelNames: ['state'],
    registers,
  });
  const failed = new Counter({
    name: 'krea_bot_krea_errors_total',
    help: 'What went wrong with Krea since the start',
    labelNames: ['reason'],
    registers,
  });
  const refused = new Counter({
    name: 'krea_bot_refused_server_requests_total',
    help: `Requests from servers that nobody has allowed to spend, of ${MOST_SERVERS} servers at most`,
    labelNames: ['server'],
    registers,
  });
  const waiting = new Set<string>();
  const waited = new Histogram({
    name: 'krea_bot_delivery_seconds',
    help: 'From the request to its result in Discord',
    buckets: WAIT_BUCKETS,
    registers,
  });
  const answered = new Histogram({
    name: 'krea_bot_acknowledgement_seconds',
    help: 'From an interaction to its first answer',
    buckets: ANSWER_BUCKETS,
    registers,
  });

  // From the start on: a rate sees no first step of what did not exist before it.
  for (const state of METERED_ENDS) ended.inc({ state }, 0);
  for (const reason of METERED_ERRORS) failed.inc({ reason }, 0);

  function show(standing: Standing, stuck: Stuck): void {
    // A server that is not among the largest any more must not stay with an old amount.
    serverSpent.reset();
    serverHeld.reset();
    for (const { guildId, ...amounts } of standing.servers) {
      serverSpent.set({ server: guildId }, amounts.spent / MICRO_PER_DOLLAR);
      serverHeld.set({ server: guildId }, amounts.held / MICRO_PER_DOLLAR);
    }
    spent.set(standing.spent / MICRO_PER_DOLLAR);
    held.set(standing.held / MICRO_PER_DOLLAR);
    uncertain.set(stuck.uncertainPictures);
    queued.set(stuck.queuedPictures);
    oldestQueued.set(stuck.oldestQueuedSeconds);
    unseen.set(stuck.unseenSeconds);
    unreadable.set(stuck.unreadableRecords);
  }

  return {
    meter: {
      pictureEnded: (state, count) => ended.inc({ state }, count),
      delivered: (seconds) => waited.observe(seconds),
      imageApiFailed: (reason) => failed.inc({ reason }),
      acknowledged: (seconds) => answered.observe(seconds),
      serverWaits(server) {
        // Strangers decide how many servers there are.
        if (waiting.size < MOST_SERVERS) waiting.add(server);
        if (waiting.has(server)) refused.inc({ server });
      },
    },
    async scrape({ now, unseenMs }) {
      const standing = await gauges.read(MOST_SERVERS);
      show(standing, stuckOf(standing, unseenMs, now));
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}
