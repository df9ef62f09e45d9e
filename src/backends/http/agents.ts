import { setTimeout as wait } from 'node:timers/promises';

import { Agent } from 'undici';
import type { Dispatcher } from 'undici';

import { ADDRESS_ATTEMPT_MS } from '../../ports/connecting.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 4_000;
/** A lost answer costs a search in Krea's job list. */
const GRACE_MS = 4_000;

/** The connections to Krea: `repeatable` ones are kept for later calls, `single` ones carry one request each. */
export interface Agents {
  repeatable: Dispatcher;
  single: Dispatcher;
  /** Closes every connection; those of submits only when the last one has heard its answer, or after 4 seconds. */
  close(lastSubmit: Promise<unknown>): Promise<void>;
}

/**
 * Opens the connections to Krea. A submit never travels on a kept connection: the server may close one in the
 * instant in which we write, and then it is unknown whether the request was taken. The handshake that each
 * submit pays instead is short beside the painting. HTTP/2 is off, because its streams can be refused and resent.
 */
export function openAgents(given?: Dispatcher): Agents {
  if (given !== undefined) return { repeatable: given, single: given, close: () => Promise.resolve() };
  const settings = {
    allowH2: false,
    connect: { timeout: CONNECT_TIMEOUT_MS, autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_MS },
  };
  const repeatable = new Agent({ ...settings, keepAliveTimeout: KEEP_ALIVE_MS, keepAliveMaxTimeout: KEEP_ALIVE_MS });
  const single = new Agent({ ...settings, pipelining: 0 });
  return {
    repeatable,
    single,
    async close(lastSubmit) {
      const hurry = new AbortController();
      await repeatable.destroy();
      await Promise.race([lastSubmit, wait(GRACE_MS, undefined, { signal: hurry.signal }).catch(() => undefined)]);
      hurry.abort();
      await single.destroy();
    },
  };
}
