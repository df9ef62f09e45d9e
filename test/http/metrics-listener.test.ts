import { afterEach, describe, expect, test } from 'vitest';

import type { Health } from '../../src/http/health.ts';
import { startMetricsListener } from '../../src/http/metrics-listener.ts';
import type { Listener } from '../../src/http/serve.ts';
import type { Stuck } from '../../src/http/stuck.ts';

const TEXT = { contentType: 'text/plain; version=0.0.4', text: 'up 1\n' };
const STUCK: Stuck = {
  uncertainPictures: 1,
  queuedPictures: 2,
  oldestQueuedSeconds: 30,
  unseenSeconds: 0,
  unreadableRecords: 3,
};
const STUCK_TEXT = JSON.stringify(STUCK);
const listeners: Listener[] = [];

interface Scene {
  scrape?: () => Promise<typeof TEXT>;
  health?: Health;
  stuck?: () => Promise<Stuck>;
}

afterEach(async () => {
  for (const listener of listeners.splice(0)) await listener.close();
});

async function startScene({
  scrape = async () => TEXT,
  health = { healthy: true },
  stuck = async () => STUCK,
}: Scene = {}): Promise<string> {
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const listener = await startMetricsListener({
    port: 0,
    host: '127.0.0.1',
    log,
    isHealthy: () => health,
    stuck,
    scrape,
  });
  listeners.push(listener);
  return `http://127.0.0.1:${listener.port}`;
}

async function read(url: string, method = 'GET'): Promise<[number, string | null, string]> {
  const answer = await fetch(url, { method });
  return [answer.status, answer.headers.get('content-type'), await answer.text()];
}

describe('/metrics', () => {
  test('answers what is scraped, and HEAD without the body', async () => {
    const base = await startScene();
    expect(await read(`${base}/metrics`)).toEqual([200, 'text/plain; version=0.0.4', 'up 1\n']);
    expect(await read(`${base}/metrics`, 'HEAD')).toEqual([200, 'text/plain; version=0.0.4', '']);
  });

  test('is 503 while the ledger cannot be read, without saying why', async () => {
    const base = await startScene({ scrape: async () => Promise.reject(new Error('disk full at /data')) });
    expect(await read(`${base}/metrics`)).toEqual([503, null, '']);
  });
});

describe('/healthz', () => {
  test('names the reasons', async () => {
    const base = await startScene({ health: { healthy: false, reasons: ['ledger-unavailable', 'gateway-not-ready'] } });
    expect(await read(`${base}/healthz`)).toEqual([
      503,
      'application/json',
      `{"status":"unhealthy","reasons":["ledger-unavailable","gateway-not-ready"],"stuck":${STUCK_TEXT}}`,
    ]);
    expect(await read(`${base}/healthz`, 'HEAD')).toEqual([503, 'application/json', '']);
  });

  test('is 200 while there is none', async () => {
    expect(await read(`${await startScene()}/healthz`)).toEqual([
      200,
      'application/json',
      `{"status":"ok","stuck":${STUCK_TEXT}}`,
    ]);
  });

  test('answers also while it cannot be told what is stuck', async () => {
    const base = await startScene({ stuck: async () => Promise.reject(new Error('locked')) });
    expect(await read(`${base}/healthz`)).toEqual([200, 'application/json', '{"status":"ok"}']);
  });
});

test.each([
  ['GET', '/'],
  ['POST', '/metrics'],
  ['POST', '/healthz'],
  ['POST', '/hooks/krea/1/1/00'],
])('%s %s is 404', async (method, path) => {
  expect(await read((await startScene()) + path, method)).toEqual([404, null, '']);
});
