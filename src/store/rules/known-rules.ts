import type { Rules } from '../../core/rules/rules.ts';

/** A server's rules in a version, as they are handed out. */
export interface VersionedRules {
  readonly rules: Rules;
  readonly version: number;
}

/** How many members, roles, channels and raises of all servers together are remembered: some ten megabytes. */
const MOST_PARTS = 20_000;
const MOST_SERVERS = 2_500;

/** Rules that were read and checked already; the caller knows the stored version. */
export interface KnownRules {
  find(guildId: string, version: number): VersionedRules | undefined;
  keep(guildId: string, rules: VersionedRules): void;
}

/** Remembers the rules of the servers that asked last. */
export function createKnownRules(): KnownRules {
  const known = new Map<string, VersionedRules>();
  let parts = 0;

  function forget(guildId: string): void {
    const found = known.get(guildId);
    if (found === undefined) return;
    known.delete(guildId);
    parts -= partsOf(found.rules);
  }

  return {
    find(guildId, version) {
      const found = known.get(guildId);
      if (found?.version !== version) return undefined;
      known.delete(guildId);
      known.set(guildId, found);
      return found;
    },
    keep(guildId, rules) {
      forget(guildId);
      known.set(guildId, rules);
      parts += partsOf(rules.rules);
      for (const oldest of known.keys()) {
        if (known.size <= MOST_SERVERS && parts <= MOST_PARTS) return;
        forget(oldest);
      }
    },
  };
}

function partsOf({ members, roles, channels, grants }: Rules): number {
  return 1 + Object.keys(members).length + Object.keys(roles).length + channels.length + grants.length;
}
