import { Events } from 'discord.js';
import { expect, test } from 'vitest';

import { createDiscordClient } from '../../../src/discord/connection/client.ts';
import { createGateway } from '../../../src/discord/connection/gateway.ts';
import { judgeHealth } from '../../../src/http/health.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WELL = { isTokenRefused: false, isKreaTokenRefused: false, ledgerOk: true, canWrite: true };
const ignore = (): void => undefined;

test.each([-HOUR_MS, 0, HOUR_MS])(
  'how long Discord is away is told by no clock that can be set (by %s ms)',
  async (step) => {
    const clock = createFakeClock();
    const client = createDiscordClient('http://discord.test/api', {
      makeRequest: async () => Promise.reject(new Error('no line in this test')),
    });
    const gateway = createGateway({
      client,
      rest: client.rest,
      token: 'token',
      route: async () => undefined,
      clock,
      log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
      stopping: new AbortController().signal,
      onFatal: ignore,
    });
    const health = () => judgeHealth({ ...WELL, ...gateway.facts(), gatewayReadyAt: 0 }, clock.monotonic());

    client.emit(Events.ShardReconnecting, 0);
    clock.step(step);
    await clock.pass(MINUTE_MS);
    expect(health()).toEqual({ healthy: true });
    await clock.pass(1);
    expect(health()).toEqual({ healthy: false, reasons: ['gateway-disconnected'] });
    client.emit(Events.ShardResume, 0, 0);
    expect(health()).toEqual({ healthy: true });
    await gateway.close();
  },
);
