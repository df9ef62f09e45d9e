import process from 'node:process';

import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';

import { openPage } from '../demo/page/index.ts';
import type { Page as TryItPage } from '../demo/page/index.ts';
import type { StageOptions } from '../demo/page/server/stage.ts';
import { CHROMIUM_ARGS, chromiumPath } from './chromium.ts';

/**
 * A browser, a bot and three servers share the machine with other tests: what takes seconds alone may take a minute.
 */
const WAIT_MS = 60_000;
const TEST_MS = 240_000;
const LOG_LINES = 40;

/** The page of a test file, and somebody who visits it in a real browser. */
export interface Visits {
  stage(): TryItPage['stage'];
  url(): string;
  /**
   * Opens the page in a fresh window, closed after the test; an error on its console or a request elsewhere fails the
   * test.
   */
  open(options?: BrowserContextOptions): Promise<Page>;
}

/** Opens one page and one browser for all tests of a file; small and quick pictures unless told otherwise. */
export function shareVisits(options: StageOptions = {}): Visits {
  vi.setConfig({ testTimeout: TEST_MS, hookTimeout: TEST_MS });
  let page: TryItPage | undefined;
  let browser: Browser | undefined;
  const windows: Page[] = [];
  const wrongs: string[] = [];
  const opened = (): TryItPage => {
    if (page === undefined) throw new Error('The page opens before the first test.');
    return page;
  };

  beforeAll(async () => {
    page = await openPage({ paintingMs: 400, pictureSize: 128, ...options });
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: CHROMIUM_ARGS });
  });
  beforeEach(({ onTestFailed }) => {
    onTestFailed(() => void process.stderr.write(`${page?.stage.bot.lines().slice(-LOG_LINES).join('\n') ?? ''}\n`));
  });
  afterEach(async () => {
    await Promise.all(windows.splice(0).map(async (window) => window.context().close()));
    expect(wrongs.splice(0), 'errors on the console and requests elsewhere').toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await page?.close();
  });

  return {
    stage: () => opened().stage,
    url: () => opened().url,
    async open(contextOptions = {}) {
      if (browser === undefined) throw new Error('The browser starts before the first test.');
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...contextOptions });
      const window = await context.newPage();
      window.setDefaultTimeout(WAIT_MS);
      windows.push(window);
      window.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') wrongs.push(message.text());
      });
      window.on('pageerror', ({ message }) => wrongs.push(message));
      window.on('request', (request) => {
        const isOwn = request.url().startsWith(opened().url) || /^(?:data|blob):/.test(request.url());
        if (!isOwn) wrongs.push(`asked for ${request.url()}`);
      });
      await window.goto(opened().url);
      await window.getByRole('log').waitFor();
      return window;
    },
  };
}
