import type { Refused } from '../../core/picture/refusal.ts';
import type { Directory, Named } from '../../ports/directory.ts';

/** What Discord tells about channels and roles that stand in a server's rules, or are to. */
export interface ForeignNames {
  /** Which of them the server has no more; none while Discord does not tell. */
  goneOf(guildId: string, named: Partial<Named>): Promise<Named>;
  /** Why what an option names is not taken into the rules: the server has no such channel or role. */
  refuse(
    guildId: string,
    option: string,
    kind: keyof Named,
    id: string | null | undefined,
  ): Promise<Refused | undefined>;
}

const NOTHING: Named = { channelIds: [], roleIds: [] };

/** Builds the look at Discord behind rules; an outage of Discord stops no moderator. */
export function createForeignNames({ directory }: { directory: Pick<Directory, 'goneOf'> }): ForeignNames {
  async function goneOf(guildId: string, named: Partial<Named>): Promise<Named> {
    const all = { ...NOTHING, ...named };
    return all.channelIds.length + all.roleIds.length === 0
      ? NOTHING
      : directory.goneOf(guildId, all).catch(() => NOTHING);
  }

  return {
    goneOf,
    async refuse(guildId, option, kind, id) {
      const gone = typeof id === 'string' ? await goneOf(guildId, { [kind]: [id] }) : NOTHING;
      if (gone[kind].length === 0) return undefined;
      return {
        refused: {
          kind: 'invalid-option',
          option,
          rule: { kind: 'not-of-this-server' },
        },
      };
    },
  };
}
