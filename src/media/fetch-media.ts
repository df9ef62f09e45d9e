import { Agent } from 'undici';
import type { Dispatcher } from 'undici';

import { isTrusted, parseHostRule } from '../kit/host-rules.ts';
import type { HostRule } from '../kit/host-rules.ts';
import { withinTime } from '../kit/time-limit.ts';
import { ADDRESS_ATTEMPT_MS } from '../ports/connecting.ts';
import type { Log } from '../ports/log.ts';
import type { FetchMedia, FetchOutcome } from '../ports/media.ts';
import { decodersFor } from './content-coding.ts';
import { readDecoded } from './read-decoded.ts';

const MAX_REDIRECTS = 3;
const ATTEMPTS = 2;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Not a word about the file itself: asking again later may help. */
const PASSING = new Set([408, 425, 429]);

interface Dependencies {
  /** Entries as in TRUSTED_MEDIA_HOSTS; one that cannot be read is an error. */
  trustedHosts: readonly string[];
  /** Connections of its own by default, so that nothing set for Krea or Discord is ever sent along. */
  agent?: Dispatcher;
  /** How long one attempt may take, redirects and body included, in milliseconds. */
  timeoutMs: number;
  log: Log;
}

/**
 * Fetches media from trusted hosts. Every address is checked, those of redirects too; nothing is sent that
 * could identify anybody; what is too large is cut off as soon as that is known; the content is not looked at.
 */
export function createMediaFetcher({
  trustedHosts,
  agent = new Agent({ connect: { autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_MS } }),
  timeoutMs,
  log,
}: Dependencies): FetchMedia {
  const rules = trustedHosts.map(readRule);

  return async (link, maxBytes) => {
    for (let attempt = 1; ; attempt += 1) {
      let isLate = false;
      try {
        return await withinTime(timeoutMs, async (signal) => {
          signal.addEventListener('abort', () => (isLate = true));
          return await follow(link, maxBytes, signal);
        });
      } catch (error) {
        log.warn({ host: hostOf(link), attempt, err: error }, 'fetching media failed');
        if (attempt === ATTEMPTS || isLate) return { kind: 'unreachable' };
      }
    }
  };

  async function follow(link: string, maxBytes: number, signal: AbortSignal): Promise<FetchOutcome> {
    let url = URL.parse(link);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      if (url === null || !isTrusted(url, rules)) {
        log.warn({ host: url?.host, hop }, 'media of an untrusted host were not fetched');
        return { kind: 'untrusted' };
      }
      const response = await request(url, signal);
      if (!REDIRECTS.has(response.statusCode)) return take(response, maxBytes);
      const location = response.headers['location'];
      discard(response);
      if (typeof location !== 'string') return { kind: 'unreachable' };
      url = URL.parse(location, url.href);
    }
    return { kind: 'unreachable' };
  }

  function request(url: URL, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    return agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: 'GET',
      // Pictures are compressed already. Servers that do it once more all the same are understood below.
      headers: { accept: 'image/*', 'accept-encoding': 'identity' },
      signal,
    });
  }
}

async function take(response: Dispatcher.ResponseData, maxBytes: number): Promise<FetchOutcome> {
  if (response.statusCode !== 200) {
    discard(response);
    const isGone = response.statusCode >= 400 && response.statusCode < 500 && !PASSING.has(response.statusCode);
    return { kind: isGone ? 'missing' : 'unreachable' };
  }
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
    discard(response);
    return { kind: 'too-large' };
  }
  const decoders = decodersFor(response.headers['content-encoding']);
  if (decoders === undefined) {
    discard(response);
    return { kind: 'unreachable' };
  }
  const bytes = await readDecoded(response.body, maxBytes, decoders);
  return bytes === undefined ? { kind: 'too-large' } : { kind: 'fetched', bytes };
}

/** Closes the connection rather than reading an unwanted body. */
function discard(response: Dispatcher.ResponseData): void {
  response.body.on('error', () => undefined).destroy();
}

function readRule(text: string): HostRule {
  const rule = parseHostRule(text);
  if (rule === undefined) throw new TypeError('A trusted media host cannot be read.');
  return rule;
}

function hostOf(link: string): string | undefined {
  return URL.parse(link)?.host;
}
