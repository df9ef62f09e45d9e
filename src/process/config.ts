import { z } from 'zod';

import type { Ceilings } from '../core/money/budget.ts';
import { GUIDE_STRENGTHS, SCHEMA_STRENGTHS } from '../core/picture/request.ts';
import type { StrengthRanges } from '../core/picture/request.ts';
import {
  addressSetting,
  booleanSetting,
  choiceSetting,
  databaseSetting,
  guildAmountsSetting,
  guildsSetting,
  hostsSetting,
  listenAddressSetting,
  moneySetting,
  publicAddressSetting,
  tokenSetting,
  wholeNumberSetting,
} from './config-values.ts';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const databaseUrlSetting = databaseSetting.prefault('sqlite:./data/krea.db');

/** Every setting by its environment variable. All budgets are per calendar month. */
export const settingsSchema = z
  .object({
    DISCORD_TOKEN: tokenSetting,
    KREA_API_TOKEN: tokenSetting,
    DISCORD_API_URL: addressSetting('https://discord.com/api').prefault('https://discord.com/api'),
    KREA_API_URL: addressSetting('https://api.krea.ai').prefault('https://api.krea.ai'),
    DATABASE_URL: databaseUrlSetting,
    TRUSTED_MEDIA_HOSTS: hostsSetting.prefault('cdn.discordapp.com,media.discordapp.net,*.krea.ai'),
    LOG_LEVEL: choiceSetting(LOG_LEVELS).prefault('info'),
    KREA_MAX_IN_FLIGHT: wholeNumberSetting(1, 100).prefault('4'),
    KREA_POLL_INTERVAL_MS: wholeNumberSetting(100, 60_000).prefault('1000'),
    KREA_WIDE_STRENGTHS: booleanSetting.prefault('false'),
    ALLOWED_GUILDS: guildsSetting.default(new Set()),
    DEFAULT_GUILD_BUDGET_USD: moneySetting.prefault('5'),
    MAX_GUILD_BUDGET_USD: moneySetting.prefault('100'),
    GUILD_CEILINGS_USD: guildAmountsSetting.default(new Map()),
    TOTAL_BUDGET_USD: moneySetting.prefault('250'),
    DM_BUDGET_USD: moneySetting.prefault('0'),
    // A delivery may be open for a week: its picture must not go before.
    KEEP_PICTURES_DAYS: wholeNumberSetting(8, 36_500).optional(),
    PORT: wholeNumberSetting(1, 65_535).optional(),
    PUBLIC_URL: publicAddressSetting.optional(),
    METRICS_PORT: wholeNumberSetting(1, 65_535).optional(),
    METRICS_HOST: listenAddressSetting.prefault('127.0.0.1'),
  })
  .check(
    z.refine((settings) => settings.DEFAULT_GUILD_BUDGET_USD <= settings.MAX_GUILD_BUDGET_USD, {
      path: ['DEFAULT_GUILD_BUDGET_USD'],
      error: 'must not be above MAX_GUILD_BUDGET_USD.',
      when: isFilledIn('DEFAULT_GUILD_BUDGET_USD', 'MAX_GUILD_BUDGET_USD'),
    }),
    z.refine((settings) => settings.PUBLIC_URL === undefined || settings.PORT !== undefined, {
      path: ['PUBLIC_URL'],
      error: 'needs PORT: without a listener nobody answers there.',
      when: isFilledIn('PUBLIC_URL', 'PORT'),
    }),
    z.refine((settings) => settings.METRICS_PORT === undefined || settings.METRICS_PORT !== settings.PORT, {
      path: ['METRICS_PORT'],
      error: 'must differ from PORT, which is for what comes from outside.',
      when: isFilledIn('METRICS_PORT', 'PORT'),
    }),
  );

/** What the bot needs to know to start. */
export interface Config {
  discord: { token: string; apiUrl: string };
  krea: { token: string; apiUrl: string; maxInFlight: number; pollIntervalMs: number; strengths: StrengthRanges };
  databaseUrl: string;
  trustedMediaHosts: readonly string[];
  logLevel: LogLevel;
  /** Servers that may spend, whatever their owner. */
  allowedGuilds: ReadonlySet<string> | 'all';
  ceilings: Ceilings;
  /** Null keeps pictures for ever. */
  keepPicturesDays: number | null;
  /** Null when there is no listener; `publicUrl` is null when Krea does not call us. */
  listener: { port: number; publicUrl: string | null } | null;
  /** Null without a port for metrics. */
  metrics: { port: number; host: string } | null;
}

/** Reads the settings. A mistake names its variable and what it should hold, never what it does hold. */
export function parseConfig(env: Record<string, string | undefined>): { config: Config } | { mistakes: string[] } {
  const parsed = settingsSchema.safeParse(withoutEmpty(env));
  if (!parsed.success) {
    return { mistakes: parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`) };
  }
  return { config: toConfig(parsed.data) };
}

/** Where the database is, whatever the other settings say: a backup must not need them. */
export function parseDatabaseSetting(
  env: Record<string, string | undefined>,
): { databaseUrl: string } | { mistakes: string[] } {
  const parsed = databaseUrlSetting.safeParse(withoutEmpty(env)['DATABASE_URL']);
  if (parsed.success) return { databaseUrl: parsed.data };
  return { mistakes: parsed.error.issues.map(({ message }) => `DATABASE_URL ${message}`) };
}

function toConfig(settings: z.output<typeof settingsSchema>): Config {
  return {
    discord: { token: settings.DISCORD_TOKEN, apiUrl: settings.DISCORD_API_URL },
    krea: {
      token: settings.KREA_API_TOKEN,
      apiUrl: settings.KREA_API_URL,
      maxInFlight: settings.KREA_MAX_IN_FLIGHT,
      pollIntervalMs: settings.KREA_POLL_INTERVAL_MS,
      strengths: settings.KREA_WIDE_STRENGTHS ? GUIDE_STRENGTHS : SCHEMA_STRENGTHS,
    },
    databaseUrl: settings.DATABASE_URL,
    trustedMediaHosts: settings.TRUSTED_MEDIA_HOSTS,
    logLevel: settings.LOG_LEVEL,
    allowedGuilds: settings.ALLOWED_GUILDS,
    ceilings: {
      defaultGuild: settings.DEFAULT_GUILD_BUDGET_USD,
      maxGuild: settings.MAX_GUILD_BUDGET_USD,
      perGuild: settings.GUILD_CEILINGS_USD,
      total: settings.TOTAL_BUDGET_USD,
      direct: settings.DM_BUDGET_USD,
    },
    keepPicturesDays: settings.KEEP_PICTURES_DAYS ?? null,
    listener: settings.PORT === undefined ? null : { port: settings.PORT, publicUrl: settings.PUBLIC_URL ?? null },
    metrics: settings.METRICS_PORT === undefined ? null : { port: settings.METRICS_PORT, host: settings.METRICS_HOST },
  };
}

/** Rules between settings are checked even while other settings are wrong, so that one start shows every mistake. */
function isFilledIn(...names: string[]): (payload: z.core.ParsePayload) => boolean {
  return ({ issues }) => !issues.some(({ path = [] }) => names.some((name) => path[0] === name));
}

const BYTE_ORDER_MARK = '\u{feff}';

/**
 * An empty value means unset: that is how compose files and panels pass an empty field. The name of the first
 * setting may begin with the mark that some editors put at the beginning of a file.
 */
function withoutEmpty(env: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || value.trim() === '' ? [] : [[withoutMark(name), value.trim()]],
    ),
  );
}

function withoutMark(name: string): string {
  return name.startsWith(BYTE_ORDER_MARK) ? name.slice(BYTE_ORDER_MARK.length) : name;
}
