import { byArrival, inTurn, roundRobin, turnsBefore } from './fair-turns.ts';
import type { Line } from './fair-turns.ts';
import type { Arrived, Turns, QueuedPicture } from './queue.ts';

/** Where a generation's first picture stands, counting from 1. */
export interface Place {
  position: number;
  of: number;
}

/**
 * The waiting pictures in the order in which their turn comes: servers take turns, within a server its members, within
 * a member first come, first served. What a question costs grows with the servers that wait and the members of one of
 * them, not with the pictures.
 */
export interface FairQueue {
  add(item: Arrived): void;
  remove(item: QueuedPicture): void;
  /** The next ones; `served` says whose turn was last. */
  first(count: number, served: Turns): Arrived[];
  place(generationId: string, served: Turns): Place | undefined;
}

interface MemberLine extends Line {
  items: Arrived[];
}

interface GuildLine extends Line {
  members: Map<string, MemberLine>;
  /** The first of all its pictures; undefined when it has to be looked for. */
  head: Arrived | undefined;
}

/** A generation's pictures, and where they stand: they are all of one member. */
interface Waits {
  guild: GuildLine;
  member: MemberLine;
  pictures: Map<number, Arrived>;
}

/** Builds an empty queue. */
export function createFairQueue(): FairQueue {
  const guilds = new Map<string, GuildLine>();
  const generations = new Map<string, Waits>();
  let size = 0;

  return {
    add(item) {
      const guild = lineIn(guilds, item.payerId, (key): GuildLine => ({
        key,
        size: 0,
        members: new Map(),
        head: undefined,
      }));
      const member = lineIn(guild.members, item.userId, (): MemberLine => ({
        key: `${item.payerId}/${item.userId}`,
        size: 0,
        items: [],
      }));
      const { pictures } = lineIn(generations, item.generationId, (): Waits => ({
        guild,
        member,
        pictures: new Map(),
      }));
      if (pictures.has(item.index)) return;
      pictures.set(item.index, item);
      // Almost always at the end.
      member.items.splice(member.items.findLastIndex((other) => byArrival(other, item) < 0) + 1, 0, item);
      if (guild.head !== undefined && byArrival(item, guild.head) < 0) guild.head = item;
      for (const line of [guild, member]) line.size += 1;
      size += 1;
    },

    remove({ generationId, index }) {
      const waits = generations.get(generationId);
      if (waits === undefined) return;
      const { guild, member, pictures } = waits;
      const item = pictures.get(index);
      if (item === undefined) return;
      pictures.delete(index);
      member.items.splice(member.items.indexOf(item), 1);
      if (guild.head === item) guild.head = undefined;
      for (const line of [guild, member]) line.size -= 1;
      size -= 1;
      if (member.size === 0) guild.members.delete(item.userId);
      if (guild.size === 0) guilds.delete(item.payerId);
      if (pictures.size === 0) generations.delete(generationId);
    },

    first(count, served) {
      const order = inTurn(guilds.values(), headOfGuild, served).slice(0, count);
      return roundRobin(
        order.map((guild) => itemsOf(guild, count, served)),
        count,
      );
    },

    place(generationId, served) {
      const waits = generations.get(generationId);
      if (waits === undefined) return undefined;
      const { guild, member } = waits;
      const mine = member.items.findIndex((item) => item.generationId === generationId);
      const inGuild = turnsBefore(guild.members.values(), member, mine, headOf, served);
      return { position: turnsBefore(guilds.values(), guild, inGuild, headOfGuild, served) + 1, of: size };
    },
  };
}

/** A server's next ones. */
function itemsOf(guild: GuildLine, count: number, served: Turns): Arrived[] {
  return roundRobin(
    inTurn(guild.members.values(), headOf, served).map(({ items }) => items),
    count,
  );
}

function headOf({ items }: MemberLine): Arrived | undefined {
  return items[0];
}

function headOfGuild(guild: GuildLine): Arrived | undefined {
  if (guild.head !== undefined) return guild.head;
  for (const {
    items: [first],
  } of guild.members.values()) {
    if (first !== undefined && (guild.head === undefined || byArrival(first, guild.head) < 0)) guild.head = first;
  }
  return guild.head;
}

function lineIn<Key, One>(lines: Map<Key, One>, key: Key, make: (key: Key) => One): One {
  const found = lines.get(key);
  if (found !== undefined) return found;
  const made = make(key);
  lines.set(key, made);
  return made;
}
