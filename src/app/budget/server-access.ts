import type { Wallet } from '../../core/picture/generation.ts';
import type { Access } from '../../core/rules/admission.ts';
import type { Rules } from '../../core/rules/rules.ts';
import { remembered } from '../../kit/remembered.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directory } from '../../ports/directory.ts';
import type { Log } from '../../ports/log.ts';
import type { Meter } from '../../ports/meter.ts';

/** Servers that may spend by the operator's settings, whatever their owner. */
export type AllowedGuilds = ReadonlySet<string> | 'all';

/** What allows a server to spend: the settings, an owner who runs the bot, or a button; null while nothing does. */
export interface Leave {
  access: Access;
  by: 'settings' | 'owner' | 'button' | null;
}

/** Which servers may spend: a server that strangers add the bot to must not cost its operator anything. */
export interface ServerAccess {
  /** Whether the wallet's server is allowed to spend. Wallets outside of servers have a limit of their own. */
  of(wallet: Wallet, rules: Pick<Rules, 'allowedBy'>): Promise<Leave>;
  /** Whether the user is one of the bot's owners; rejects while Discord cannot be asked. */
  isOperator(userId: string): Promise<boolean>;
}

export interface ServerAccessDeps {
  directory: Directory;
  allowedGuilds: AllowedGuilds;
  clock: Pick<Clock, 'monotonic'>;
  log: Log;
  meter: Pick<Meter, 'serverWaits'>;
}

/** A yes holds for ten minutes; a no for one, so that a new member of the team does not wait long. */
const YES_MS = 10 * 60_000;
const NO_MS = 60_000;
/** How long the last answer counts while Discord gives none. */
const USABLE_MS = 24 * 60 * 60_000;
/** Servers of which it is remembered that the log named them. */
const MOST_NAMED = 10_000;
const EVERYBODY = 'application';

/** Builds the one place that knows which servers may spend. */
export function createServerAccess({ directory, allowedGuilds, clock, log, meter }: ServerAccessDeps): ServerAccess {
  const operators = remembered(async () => directory.operators(), USABLE_MS, clock);
  const owner = remembered(async (guildId) => directory.ownerOf(guildId), USABLE_MS, clock);
  const named = new Set<string>();

  async function isOperator(userId: string): Promise<boolean> {
    return (await operators(EVERYBODY, YES_MS)).has(userId) || (await operators(EVERYBODY, NO_MS)).has(userId);
  }

  async function belongsToOperator(guildId: string, freshMs: number): Promise<boolean> {
    const [people, ownerId] = await Promise.all([operators(EVERYBODY, freshMs), owner(guildId, freshMs)]);
    return ownerId !== null && people.has(ownerId);
  }

  function noteWaiting(guildId: string): void {
    meter.serverWaits(guildId);
    if (named.has(guildId) || named.size >= MOST_NAMED) return;
    named.add(guildId);
    log.warn({ guildId }, 'a server asked for pictures that nobody has allowed to spend');
  }

  return {
    isOperator,
    async of({ scope, id }, { allowedBy }) {
      if (scope === 'direct' || allowedGuilds === 'all' || allowedGuilds.has(id))
        return { access: 'open', by: 'settings' };
      if (allowedBy !== null) return { access: 'open', by: 'button' };
      try {
        if ((await belongsToOperator(id, YES_MS)) || (await belongsToOperator(id, NO_MS)))
          return { access: 'open', by: 'owner' };
      } catch (error) {
        log.warn({ guildId: id, err: error }, 'it could not be learnt whose server it is');
        return { access: 'unknown', by: null };
      }
      noteWaiting(id);
      return { access: 'waiting', by: null };
    },
  };
}
