import { request } from 'node:http';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openPage } from '../demo/page/index.ts';
import type { Page } from '../demo/page/index.ts';

let page: Page;
beforeAll(async () => {
  page = await openPage();
});
afterAll(async () => page.close());

/** The status of a request with exactly these headers, which `fetch` would not let us choose. */
async function statusOf(path: string, headers: Record<string, string>, method = 'GET'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(page.url);
    request({ hostname, port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

test('listens on loopback only', () => {
  expect(new URL(page.url).hostname).toBe('127.0.0.1');
});

test('answers its own page', async () => {
  expect(await statusOf('/', { host: new URL(page.url).host })).toBe(200);
});

test('refuses foreign origins, foreign names that lead here, and pages of other sites', async () => {
  const { host, origin } = new URL(page.url);
  expect(await statusOf('/', { host, origin: 'https://elsewhere.example' })).toBe(403);
  expect(await statusOf('/', { host: 'elsewhere.example' })).toBe(403);
  expect(await statusOf('/events', { host, 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await statusOf('/act', { host }, 'POST')).toBe(403);
  expect(await statusOf('/act', { host, origin }, 'POST')).toBe(400);
});

test.each([
  '/client/../server/serve.ts',
  '/client/%2e%2e/server/serve.ts',
  '/client/tsconfig.json',
  '/library/zod',
  '/server/serve.ts',
])('serves nothing but the client: not %s', async (path) => {
  expect(await statusOf(path, { host: new URL(page.url).host })).toBe(404);
});
