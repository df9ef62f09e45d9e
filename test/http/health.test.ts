import { describe, expect, test } from 'vitest';

import { judgeHealth } from '../../src/http/health.ts';
import type { HealthFacts } from '../../src/http/health.ts';

const NOW = 10_000_000;
const WELL: HealthFacts = {
  gatewayReadyAt: 1,
  disconnectedSince: null,
  isEnded: false,
  isTokenRefused: false,
  isKreaTokenRefused: false,
  ledgerOk: true,
  canWrite: true,
};

describe('the bot', () => {
  test('is healthy while Discord and the ledger are there, however long no event came', () => {
    expect(judgeHealth(WELL, NOW)).toEqual({ healthy: true });
  });

  test.for<[Partial<HealthFacts>, string]>([
    [{ canWrite: false }, 'records-cannot-be-written'],
    [{ isKreaTokenRefused: true }, 'krea-token-refused'],
  ])('is not healthy with %j', ([facts, reason]) => {
    expect(judgeHealth({ ...WELL, ...facts }, NOW)).toEqual({ healthy: false, reasons: [reason] });
  });

  test('is not healthy without the ledger', () => {
    expect(judgeHealth({ ...WELL, ledgerOk: false }, NOW)).toEqual({ healthy: false, reasons: ['ledger-unavailable'] });
  });

  test('is not healthy before Discord said that it is ready', () => {
    expect(judgeHealth({ ...WELL, gatewayReadyAt: null }, NOW)).toEqual({
      healthy: false,
      reasons: ['gateway-not-ready'],
    });
  });

  test('names everything that is in the way', () => {
    expect(judgeHealth({ ...WELL, ledgerOk: false, gatewayReadyAt: null }, NOW)).toEqual({
      healthy: false,
      reasons: ['ledger-unavailable', 'gateway-not-ready'],
    });
  });

  test('is healthy during a reconnect of up to a minute, and not after', () => {
    expect(judgeHealth({ ...WELL, disconnectedSince: NOW - 60_000 }, NOW)).toEqual({ healthy: true });
    expect(judgeHealth({ ...WELL, disconnectedSince: NOW - 60_001 }, NOW)).toEqual({
      healthy: false,
      reasons: ['gateway-disconnected'],
    });
  });

  test('is not healthy when Discord has ended the connection for good, or refuses the token', () => {
    expect(judgeHealth({ ...WELL, isEnded: true }, NOW)).toEqual({ healthy: false, reasons: ['gateway-ended'] });
    expect(judgeHealth({ ...WELL, isTokenRefused: true }, NOW)).toEqual({ healthy: false, reasons: ['token-refused'] });
  });
});
