import { readFileSync } from 'node:fs';

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { GUIDE_STRENGTHS, SCHEMA_STRENGTHS } from '../../src/core/picture/request.ts';
import { parseConfig, settingsSchema } from '../../src/process/config.ts';
import type { Config } from '../../src/process/config.ts';

const TOKENS = { DISCORD_TOKEN: 'discord-token', KREA_API_TOKEN: 'uuid:secret' };
const NAMES = Object.keys(settingsSchema.shape);

function configOf(env: Record<string, string | undefined>): Config {
  const result = parseConfig({ ...TOKENS, ...env });
  if ('mistakes' in result) throw new Error(result.mistakes.join('\n'));
  return result.config;
}

function mistakesOf(env: Record<string, string | undefined>): string[] {
  const result = parseConfig({ ...TOKENS, ...env });
  return 'mistakes' in result ? result.mistakes : [];
}

function readExample(): Record<string, string> {
  const lines = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').split('\n');
  const settings = lines.filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    settings.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

describe('settings', () => {
  test('two tokens are enough; everything else has a default', () => {
    expect(configOf({})).toEqual({
      discord: { token: 'discord-token', apiUrl: 'https://discord.com/api' },
      krea: {
        token: 'uuid:secret',
        apiUrl: 'https://api.krea.ai',
        maxInFlight: 4,
        pollIntervalMs: 1000,
        strengths: SCHEMA_STRENGTHS,
      },
      databaseUrl: 'sqlite:./data/krea.db',
      trustedMediaHosts: ['cdn.discordapp.com', 'media.discordapp.net', '*.krea.ai'],
      logLevel: 'info',
      allowedGuilds: new Set(),
      ceilings: { defaultGuild: 5_000_000, maxGuild: 100_000_000, perGuild: new Map(), total: 250_000_000, direct: 0 },
      keepPicturesDays: null,
      listener: null,
      metrics: null,
    } satisfies Config);
  });

  test('an empty value means unset, for every setting that has a default', () => {
    const empty = Object.fromEntries(NAMES.filter((name) => !(name in TOKENS)).map((name) => [name, ' ']));
    expect(configOf(empty)).toEqual(configOf({}));
  });

  test('a missing or empty token is a mistake that names it', () => {
    expect(parseConfig({ DISCORD_TOKEN: '' })).toEqual({
      mistakes: [
        expect.stringMatching(/^DISCORD_TOKEN is missing/),
        expect.stringMatching(/^KREA_API_TOKEN is missing/),
      ],
    });
  });

  test('what is set is taken', () => {
    expect(
      configOf({
        DISCORD_API_URL: 'http://127.0.0.1:4000/api/',
        KREA_API_URL: 'http://localhost:4001/',
        DATABASE_URL: 'postgres://krea:pass@db:5432/krea',
        TRUSTED_MEDIA_HOSTS: '127.0.0.1:4000, *.example.com',
        LOG_LEVEL: 'DEBUG',
        KREA_MAX_IN_FLIGHT: '100',
        KREA_POLL_INTERVAL_MS: '100',
        KREA_WIDE_STRENGTHS: 'true',
        ALLOWED_GUILDS: '1234567890123456789, 12345678901234567',
        DEFAULT_GUILD_BUDGET_USD: '0.035',
        MAX_GUILD_BUDGET_USD: '$12.50',
        GUILD_CEILINGS_USD: '1234567890123456789=$25, 12345678901234567 = 0',
        TOTAL_BUDGET_USD: '20',
        DM_BUDGET_USD: '1',
        KEEP_PICTURES_DAYS: '90',
        PORT: '8080',
        PUBLIC_URL: 'https://bot.example.com/krea/',
        METRICS_PORT: '9464',
        METRICS_HOST: '::1',
      }),
    ).toEqual({
      discord: { token: 'discord-token', apiUrl: 'http://127.0.0.1:4000/api' },
      krea: {
        token: 'uuid:secret',
        apiUrl: 'http://localhost:4001',
        maxInFlight: 100,
        pollIntervalMs: 100,
        strengths: GUIDE_STRENGTHS,
      },
      databaseUrl: 'postgres://krea:pass@db:5432/krea',
      trustedMediaHosts: ['127.0.0.1:4000', '*.example.com'],
      logLevel: 'debug',
      allowedGuilds: new Set(['1234567890123456789', '12345678901234567']),
      ceilings: {
        defaultGuild: 35_000,
        maxGuild: 12_500_000,
        perGuild: new Map([
          ['1234567890123456789', 25_000_000],
          ['12345678901234567', 0],
        ]),
        total: 20_000_000,
        direct: 1_000_000,
      },
      keepPicturesDays: 90,
      listener: { port: 8080, publicUrl: 'https://bot.example.com/krea' },
      metrics: { port: 9464, host: '::1' },
    } satisfies Config);
  });

  test.each([
    ['DISCORD_TOKEN', 'two words'],
    ['KREA_API_TOKEN', '"quoted"'],
    ['DISCORD_API_URL', 'https://discord.com/api/v10'],
    ['DISCORD_API_URL', 'discord.com'],
    ['KREA_API_URL', 'https://user:pass@api.krea.ai'],
    ['KREA_API_URL', 'ftp://api.krea.ai'],
    ['DATABASE_URL', 'mysql://localhost/krea'],
    ['DATABASE_URL', 'sqlite:'],
    ['TRUSTED_MEDIA_HOSTS', 'https://cdn.discordapp.com'],
    ['TRUSTED_MEDIA_HOSTS', 'cdn.discordapp.com,,*.krea.ai'],
    ['TRUSTED_MEDIA_HOSTS', '*'],
    ['LOG_LEVEL', 'loud'],
    ['KREA_MAX_IN_FLIGHT', '0'],
    ['KREA_MAX_IN_FLIGHT', '101'],
    ['KREA_MAX_IN_FLIGHT', '4.5'],
    ['KREA_POLL_INTERVAL_MS', '99'],
    ['KREA_WIDE_STRENGTHS', 'yes'],
    ['DEFAULT_GUILD_BUDGET_USD', '-1'],
    ['MAX_GUILD_BUDGET_USD', '5 EUR'],
    ['TOTAL_BUDGET_USD', '1000001'],
    ['ALLOWED_GUILDS', 'studio'],
    ['ALLOWED_GUILDS', '1234567890123456789,*'],
    ['ALLOWED_GUILDS', '1234567890123456789,'],
    ['GUILD_CEILINGS_USD', '1234567890123456789'],
    ['GUILD_CEILINGS_USD', 'studio=5'],
    ['GUILD_CEILINGS_USD', '1234567890123456789=5,1234567890123456789=6'],
    ['GUILD_CEILINGS_USD', '1234567890123456789=5,'],
    ['GUILD_CEILINGS_USD', '1234567890123456789=-5'],
    ['DM_BUDGET_USD', 'none'],
    ['KEEP_PICTURES_DAYS', '7'],
    ['PORT', '65536'],
    ['PORT', 'http'],
    ['METRICS_PORT', '0'],
    ['METRICS_HOST', 'everywhere'],
  ])('%s refuses %s with one line that names the variable alone', (name, value) => {
    expect(mistakesOf({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name} must be .*\\.$`))]);
  });

  test('numbers are for this machine alone unless another address is set, and never on the port for the outside', () => {
    expect(configOf({ METRICS_PORT: '9464' }).metrics).toEqual({ port: 9464, host: '127.0.0.1' });
    expect(mistakesOf({ PORT: '80', METRICS_PORT: '80' })).toEqual([
      expect.stringMatching(/^METRICS_PORT must differ from PORT/),
    ]);
  });

  test('every server may be let spend', () => {
    expect(configOf({ ALLOWED_GUILDS: '*' }).allowedGuilds).toBe('all');
  });

  test('an address for Krea must be https, except on this machine', () => {
    expect(mistakesOf({ PORT: '80', PUBLIC_URL: 'http://bot.example.com' })).toHaveLength(1);
    expect(mistakesOf({ PORT: '80', PUBLIC_URL: 'http://127.0.0.1:80' })).toEqual([]);
  });

  test('an address for Krea without a port to listen on is a mistake', () => {
    expect(mistakesOf({ PUBLIC_URL: 'https://bot.example.com' })).toEqual([
      expect.stringMatching(/^PUBLIC_URL needs PORT/),
    ]);
  });

  test("a server's default above what its moderators may set is a mistake", () => {
    expect(mistakesOf({ MAX_GUILD_BUDGET_USD: '4.99' })).toEqual([expect.stringMatching(/^DEFAULT_GUILD_BUDGET_USD /)]);
    expect(mistakesOf({ MAX_GUILD_BUDGET_USD: '5' })).toEqual([]);
  });

  test('one start shows every mistake, also those between settings', () => {
    const mistakes = mistakesOf({
      LOG_LEVEL: 'loud',
      PUBLIC_URL: 'https://bot.example.com',
      MAX_GUILD_BUDGET_USD: '1',
    });
    expect(new Set(mistakes.map((line) => line.split(' ')[0]))).toEqual(
      new Set(['DEFAULT_GUILD_BUDGET_USD', 'LOG_LEVEL', 'PUBLIC_URL']),
    );
  });

  test('a mistake never shows a value', () => {
    const value = fc.string({ minLength: 1, maxLength: 40 }).map((text) => `zq~${text}`);
    fc.assert(
      fc.property(fc.record(Object.fromEntries(NAMES.map((name) => [name, value])), { requiredKeys: [] }), (env) => {
        const result = parseConfig(env);
        const text = 'mistakes' in result ? result.mistakes.join('\n') : '';
        expect(text).not.toContain('zq~');
        expect(text).not.toContain('\n\n');
      }),
    );
  });
});

describe('.env.example', () => {
  test('lists exactly the settings there are, each after a comment', () => {
    expect(new Set(Object.keys(readExample()))).toEqual(new Set(NAMES));
    const lines = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').split('\n');
    const bare = lines.filter((line, index) => /^[A-Z]/.test(line) && !lines[index - 1]?.startsWith('# '));
    expect(bare).toEqual([]);
  });

  test('shows the defaults as they are', () => {
    expect(configOf({ ...readExample(), ...TOKENS })).toEqual(configOf({}));
  });
});
