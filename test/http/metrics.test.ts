import { describe, expect, test } from 'vitest';

import { createMetrics } from '../../src/http/metrics.ts';
import type { Metrics } from '../../src/http/metrics.ts';
import { METERED_ENDS, METERED_ERRORS } from '../../src/ports/meter.ts';
import type { Gauges, Standing } from '../../src/ports/store/gauges.ts';

const NOTHING: Standing = {
  spent: 0,
  held: 0,
  uncertain: 0,
  queued: 0,
  oldestQueuedAt: null,
  unreadable: 0,
  servers: [],
};
const NOW = { now: 100_000, unseenMs: null };

const GAUGES: Gauges = { waiting: async () => NOTHING, read: async () => NOTHING };

async function linesOf(
  metrics: Pick<Metrics, 'scrape'>,
  looks: Parameters<Metrics['scrape']>[0] = NOW,
): Promise<string[]> {
  return (await metrics.scrape(looks)).text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

describe('a scrape', () => {
  test('tells in dollars how things stand', async () => {
    const standing = {
      spent: 1_500_000,
      held: 35_000,
      uncertain: 2,
      queued: 7,
      oldestQueuedAt: 58_000,
      unreadable: 3,
      servers: [{ guildId: '1', spent: 1_500_000, held: 35_000 }],
    };
    const lines = await linesOf(await createMetrics({ ...GAUGES, read: async () => standing }), {
      now: 100_000,
      unseenMs: 900_000,
    });
    for (const line of [
      'krea_bot_spent_dollars 1.5',
      'krea_bot_held_dollars 0.035',
      'krea_bot_unreadable_records 3',
      'krea_bot_uncertain_pictures 2',
      'krea_bot_queued_pictures 7',
      'krea_bot_oldest_queued_seconds 42',
      'krea_bot_unseen_seconds 900',
      'krea_bot_server_spent_dollars{server="1"} 1.5',
      'krea_bot_server_held_dollars{server="1"} 0.035',
    ]) {
      expect(lines).toContain(line);
    }
  });

  test('asks for the thousand largest servers, and forgets those that are not among them any more', async () => {
    const asked: number[] = [];
    let servers = [{ guildId: '1', spent: 1, held: 0 }];
    const metrics = await createMetrics({
      ...GAUGES,
      async read(most) {
        asked.push(most);
        return { ...NOTHING, servers };
      },
    });
    await metrics.scrape(NOW);
    servers = [{ guildId: '2', spent: 2, held: 0 }];
    const named = (await linesOf(metrics)).filter((line) => line.includes('server='));
    expect(asked).toEqual([1_000, 1_000]);
    expect(named).toEqual([
      'krea_bot_server_spent_dollars{server="2"} 0.000002',
      'krea_bot_server_held_dollars{server="2"} 0',
    ]);
  });

  test('tells what was counted since the start', async () => {
    const metrics = await createMetrics({ ...GAUGES, read: async () => NOTHING });
    const { meter } = metrics;
    meter.pictureEnded('finished', 1);
    meter.pictureEnded('delivered', 3);
    meter.imageApiFailed('krea-busy');
    meter.delivered(14);
    meter.acknowledged(0.2);
    const lines = await linesOf(metrics);
    for (const line of [
      'krea_bot_pictures_total{state="finished"} 1',
      'krea_bot_pictures_total{state="delivered"} 3',
      'krea_bot_krea_errors_total{reason="krea-busy"} 1',
      'krea_bot_delivery_seconds_bucket{le="15"} 1',
      'krea_bot_delivery_seconds_bucket{le="10"} 0',
      'krea_bot_acknowledgement_seconds_count 1',
    ]) {
      expect(lines).toContain(line);
    }
  });

  test('has every state and every reason at zero from the start, so that the first one is a step that can be seen', async () => {
    const lines = await linesOf(await createMetrics({ ...GAUGES, read: async () => NOTHING }));
    expect(METERED_ERRORS).toContain('token-refused');
    for (const state of METERED_ENDS) expect(lines).toContain(`krea_bot_pictures_total{state="${state}"} 0`);
    for (const reason of METERED_ERRORS) expect(lines).toContain(`krea_bot_krea_errors_total{reason="${reason}"} 0`);
  });

  test('counts servers that nobody has allowed to spend, a thousand of them at most', async () => {
    const metrics = await createMetrics({ ...GAUGES, read: async () => NOTHING });
    for (let server = 0; server < 1_200; server += 1) metrics.meter.serverWaits(String(server));
    metrics.meter.serverWaits('7');
    const lines = (await linesOf(metrics)).filter((line) => line.startsWith('krea_bot_refused_server_requests_total'));
    expect(lines).toHaveLength(1_000);
    expect(lines).toContain('krea_bot_refused_server_requests_total{server="7"} 2');
  });

  test('of one bot knows nothing of another in the same process', async () => {
    const [one, other] = [
      await createMetrics({ ...GAUGES, read: async () => NOTHING }),
      await createMetrics({ ...GAUGES, read: async () => NOTHING }),
    ];
    one.meter.imageApiFailed('busy');
    expect(await linesOf(other)).toContain('krea_bot_krea_errors_total{reason="busy"} 0');
  });
});
