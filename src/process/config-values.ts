import { isIP } from 'node:net';

import { z } from 'zod';

import { parseUsd } from '../core/money/money.ts';
import type { MicroUsd } from '../core/money/money.ts';
import { SNOWFLAKE } from '../core/snowflake.ts';
import { isLoopback, parseHostRule } from '../kit/host-rules.ts';

/** A setting's value as text, read by `read`; what it refuses is described by `shape`, never by the value itself. */
function setting<Value>(shape: string, read: (text: string) => Value | undefined): z.ZodType<Value, string> {
  return z.string(`is missing; it must be ${shape}.`).transform((text, context) => {
    const value = read(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `must be ${shape}.` });
    return z.NEVER;
  });
}

/** Printable ASCII without spaces: anything else cannot be sent in a header. */
export const tokenSetting = setting('the token alone, without spaces or quotes', (text) =>
  /^[\x21\x23-\x26\x28-\x7e]+$/.test(text) ? text : undefined,
);

export const moneySetting: z.ZodType<MicroUsd, string> = setting(
  'an amount in US dollars such as 5 or 12.50, up to 1000000',
  parseUsd,
);

/** A server may be named once: with two amounts it would be open which one counts. */
export const guildAmountsSetting = setting(
  'a comma list of server id=amount such as 1234567890123456789=25',
  (text) => {
    const amounts = new Map<string, MicroUsd>();
    for (const part of text.split(',')) {
      const [guildId = '', written = ''] = part.trim().split(/\s*=(.*)/s);
      const amount = parseUsd(written);
      if (!SNOWFLAKE.test(guildId) || amount === undefined || amounts.has(guildId)) return undefined;
      amounts.set(guildId, amount);
    }
    return amounts;
  },
);

/** Servers by their ids, or every one. */
export const guildsSetting = setting('a comma list of server ids such as 1234567890123456789, or * for all', (text) => {
  if (text === '*') return 'all';
  const ids = text.split(',').map((id) => id.trim());
  return ids.every((id) => SNOWFLAKE.test(id)) ? new Set(ids) : undefined;
});

/** Where to listen: an address of this machine. */
export const listenAddressSetting = setting('an address of this machine such as 127.0.0.1 or 0.0.0.0', (text) =>
  isIP(text) === 0 ? undefined : text,
);

export const booleanSetting = setting('true or false', (text) => ({ true: true, false: false })[text.toLowerCase()]);

export function wholeNumberSetting(min: number, max: number): z.ZodType<number, string> {
  return setting(`a whole number from ${min} to ${max}`, (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return number >= min && number <= max ? number : undefined;
  });
}

export function choiceSetting<Choice extends string>(choices: readonly Choice[]): z.ZodType<Choice, string> {
  return setting(`one of ${choices.join(', ')}`, (text) => choices.find((choice) => choice === text.toLowerCase()));
}

/** The base address of an API, without a slash at its end. */
export function addressSetting(example: string): z.ZodType<string, string> {
  return setting(`an http or https address such as ${example}, without version, user or query`, (text) => {
    const url = parseAddress(text);
    return url === undefined || /\/v\d+\/?$/.test(url.pathname) ? undefined : withoutSlash(url);
  });
}

/** Krea calls this address with a secret in its path, so it has to be https, except on this machine. */
export const publicAddressSetting = setting(
  'an https address such as https://bot.example.com, without user or query',
  (text) => {
    const url = parseAddress(text);
    return url !== undefined && (url.protocol === 'https:' || isLoopback(url.hostname)) ? withoutSlash(url) : undefined;
  },
);

export const databaseSetting = setting(
  'sqlite:<path of a file> or postgres://user:password@host:port/database',
  (text) => {
    if (/^sqlite:./.test(text)) return text;
    return /^postgres(?:ql)?:\/\/[^/]/.test(text) && URL.canParse(text) ? text : undefined;
  },
);

export const hostsSetting = setting('a comma list of host, *.host or host:port, without scheme or path', (text) => {
  const hosts = text.split(',').map((host) => host.trim());
  return hosts.every((host) => parseHostRule(host) !== undefined) ? hosts : undefined;
});

function parseAddress(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  const isBare = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return isWeb && isBare ? url : undefined;
}

function withoutSlash(url: URL): string {
  return url.href.replace(/\/+$/, '');
}
