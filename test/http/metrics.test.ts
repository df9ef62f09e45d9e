import { afterEach, describe, expect, test } from 'vitest';

import type { Standing } from '../../src/app/ports/gauges.ts';
import { createHookAddresses } from '../../src/http/hook-address.ts';
import { startListener } from '../../src/http/listener.ts';
import type { Listener } from '../../src/http/listener.ts';
import { createMetrics } from '../../src/http/metrics.ts';

const NOTHING: Standing = { spent: 0, held: 0, uncertain: 0, queued: 0, servers: [] };
const listeners: Listener[] = [];

afterEach(async () => {
  for (const listener of listeners.splice(0)) await listener.close();
});

async function linesOf(metrics: { scrape(): Promise<{ text: string }> }): Promise<string[]> {
  return (await metrics.scrape()).text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** A listener that answers with what is scraped; returns the address. */
async function startScene(scrape?: () => Promise<{ contentType: string; text: string }>): Promise<string> {
  const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const parts = { port: 0, host: '127.0.0.1', addresses: createHookAddresses('secret'), onHook: () => undefined, log: silent };
  const listener = await startListener({ ...parts, isHealthy: () => ({ healthy: true }), ...(scrape && { scrape }) });
  listeners.push(listener);
  return `http://127.0.0.1:${listener.port}/metrics`;
}

describe('a scrape', () => {
  test('tells in dollars how things stand', async () => {
    const standing = { spent: 1_500_000, held: 35_000, uncertain: 2, queued: 7, servers: [{ guildId: '1', spent: 1_500_000, held: 35_000 }] };
    const lines = await linesOf(await createMetrics({ read: async () => standing }));
    for (const line of [
      'krea_bot_spent_dollars 1.5',
      'krea_bot_held_dollars 0.035',
      'krea_bot_uncertain_pictures 2',
      'krea_bot_queued_pictures 7',
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
      async read(most) {
        asked.push(most);
        return { ...NOTHING, servers };
      },
    });
    await metrics.scrape();
    servers = [{ guildId: '2', spent: 2, held: 0 }];
    const named = (await linesOf(metrics)).filter((line) => line.includes('server='));
    expect(asked).toEqual([1_000, 1_000]);
    expect(named.every((line) => line.includes('server="2"'))).toBe(true);
  });

  test('tells what was counted since the start', async () => {
    const metrics = await createMetrics({ read: async () => NOTHING });
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

  test('of one bot knows nothing of another in the same process', async () => {
    const [one, other] = [await createMetrics({ read: async () => NOTHING }), await createMetrics({ read: async () => NOTHING })];
    one.meter.imageApiFailed('busy');
    expect((await linesOf(other)).some((line) => line.includes('busy'))).toBe(false);
  });
});

describe('GET /metrics', () => {
  test('answers what is scraped', async () => {
    const response = await fetch(await startScene(async () => ({ contentType: 'text/plain; version=0.0.4', text: 'up 1\n' })));
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, 'text/plain; version=0.0.4', 'up 1\n']);
  });

  test('is 503 while the ledger cannot be read, without saying why', async () => {
    const response = await fetch(await startScene(async () => Promise.reject(new Error('disk full at /data'))));
    expect([response.status, await response.text()]).toEqual([503, '']);
  });
});
