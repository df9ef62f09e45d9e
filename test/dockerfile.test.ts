import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';

import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';

import type { Health } from '../src/http/health.ts';
import { createHookAddresses } from '../src/http/hook-address.ts';
import { startPublicListener } from '../src/http/public-listener.ts';
import type { Listener } from '../src/http/serve.ts';

// No container is built here: these tests read the files, and run what the health check runs.
const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

/** The Dockerfile's instructions, continued lines joined, comments left out. */
const instructions = read('Dockerfile')
  .split('\n')
  .filter((line) => !line.startsWith('#') && line.trim() !== '')
  .join('\n')
  .replaceAll(/\s*\\\n\s*/g, ' ')
  .split('\n');

const indexOf = (start: string): number => instructions.findIndex((line) => line.startsWith(start));
const lastStage = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));
const listOf = (line: string | undefined): string[] =>
  z.array(z.string()).parse(JSON.parse(line?.slice(line.indexOf('[')) ?? ''));

const listeners: Listener[] = [];
afterEach(async () => {
  for (const listener of listeners.splice(0)) await listener.close();
});

async function listenWith(health: Health): Promise<number> {
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const addresses = createHookAddresses('token');
  const listener = await startPublicListener({
    port: 0,
    isHealthy: () => health,
    addresses,
    onHook: () => undefined,
    log,
  });
  listeners.push(listener);
  return listener.port;
}

describe('the image', () => {
  test('runs the same Node.js as the tests, named by its full version', () => {
    const { devDependencies } = z
      .object({ devDependencies: z.object({ node: z.string() }) })
      .parse(JSON.parse(read('package.json')));
    expect(instructions).toContain(`ARG NODE_IMAGE=node:${devDependencies.node}-trixie-slim`);
    const images = new Set(instructions.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1]));
    expect(images).toEqual(new Set(['${NODE_IMAGE}']));
  });

  test('installs from the manifests alone, before any source, without dev dependencies', () => {
    expect(instructions.find((line) => line.includes('npm ci'))).toContain('npm ci --omit=dev');
    expect(indexOf('COPY package.json package-lock.json')).toBeLessThan(
      instructions.findIndex((line) => line.includes('npm ci')),
    );
    expect(instructions.slice(0, indexOf('RUN --mount')).join('\n')).not.toMatch(/COPY (?:commands|src|\.)/);
  });

  test('runs as node below an init, both named as lists so that signals arrive', () => {
    expect(lastStage).toContain('USER node');
    expect(lastStage).toContain('STOPSIGNAL SIGTERM');
    expect(listOf(lastStage.find((line) => line.startsWith('ENTRYPOINT')))).toEqual(['/usr/bin/tini', '--']);
    expect(listOf(lastStage.find((line) => line.startsWith('CMD')))).toEqual(['node', 'src/main.ts']);
  });

  test('keeps its data in a volume that it may write', () => {
    expect(lastStage).toContain('VOLUME /data');
    expect(lastStage.join('\n')).toContain('chown node:node /data');
    expect(lastStage.join('\n')).toContain('DATABASE_URL=sqlite:/data/krea.db');
  });

  test('takes in nothing that is not named', () => {
    const patterns = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(patterns[0]).toBe('*');
    expect(patterns.slice(1)).toEqual(['!package.json', '!package-lock.json', '!.npmrc', '!commands', '!src']);
  });
});

describe('its health check', () => {
  const [command = '', ...arguments_] = listOf(lastStage.find((line) => line.startsWith('HEALTHCHECK')));

  function runCheck(environment: Record<string, string>): Promise<number> {
    return new Promise((resolve) => {
      const child = execFile(process.execPath, arguments_, { env: environment });
      child.once('exit', (code) => resolve(code ?? -1));
    });
  }

  test('is run by node', () => {
    expect(command).toBe('node');
  });

  test('succeeds while the bot is healthy, and fails while it is not', async () => {
    expect(await runCheck({ PORT: String(await listenWith({ healthy: true })) })).toBe(0);
    expect(await runCheck({ PORT: String(await listenWith({ healthy: false, reasons: ['gateway-not-ready'] })) })).toBe(
      1,
    );
  });

  test('fails when nobody listens, and says nothing without a port', async () => {
    expect(await runCheck({ PORT: '1' })).toBe(1);
    expect(await runCheck({})).toBe(0);
  });
});
