import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createHookAddresses } from '../../src/http/hook-address.ts';

const addresses = createHookAddresses('uuid:secret');
const KEY = { generationId: '1234567890123456789', index: 2 };
const pathOf = (link: string): string => new URL(link).pathname;

describe('the address for a picture', () => {
  test('names it, stands below the public address and holds 256 bits that nobody can guess', () => {
    expect(addresses.webhookUrl('https://bot.example.com', KEY)).toMatch(
      /^https:\/\/bot\.example\.com\/hooks\/krea\/1234567890123456789\/2\/[0-9a-f]{64}$/,
    );
  });

  test('is recognised, for every picture', () => {
    const key = fc.record({ generationId: fc.stringMatching(/^\d{1,20}$/), index: fc.integer({ min: 1, max: 4 }) });
    fc.assert(
      fc.property(key, (picture) => {
        expect(addresses.parse(pathOf(addresses.webhookUrl('https://bot.example.com', picture)))).toEqual(picture);
      }),
    );
  });

  test('is the same after a restart and another one for another token', () => {
    const link = addresses.webhookUrl('https://bot.example.com', KEY);
    expect(createHookAddresses('uuid:secret').webhookUrl('https://bot.example.com', KEY)).toBe(link);
    expect(createHookAddresses('uuid:other').parse(pathOf(link))).toBeUndefined();
  });

  test('does not show the token', () => {
    expect(addresses.webhookUrl('https://bot.example.com', KEY)).not.toMatch(/uuid|secret/);
  });

  test('is not valid for another picture', () => {
    const code = pathOf(addresses.webhookUrl('https://bot.example.com', KEY)).split('/').at(-1);
    expect(addresses.parse(`/hooks/krea/${KEY.generationId}/1/${code}`)).toBeUndefined();
    expect(addresses.parse(`/hooks/krea/1234567890123456788/2/${code}`)).toBeUndefined();
  });

  test('is not valid with anything changed, cut or added', () => {
    const path = pathOf(addresses.webhookUrl('https://bot.example.com', KEY));
    const flipped = path.slice(0, -1) + (path.endsWith('0') ? '1' : '0');
    for (const wrong of [
      flipped,
      path.slice(0, -1),
      `${path}0`,
      `${path}/`,
      path.toUpperCase(),
      `/x${path}`,
      '',
      '/hooks/krea/1/2/',
    ]) {
      expect(addresses.parse(wrong)).toBeUndefined();
    }
  });
});
