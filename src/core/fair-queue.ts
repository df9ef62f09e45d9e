import type { Turns, Waiting } from './queue.ts';

/** A waiting picture with the time of its arrival. */
export interface Arrived extends Waiting {
  arrivedAt: number;
}

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
  remove(item: Waiting): void;
  /** The next ones; `served` says whose turn was last. */
  first(count: number, served: Turns): Arrived[];
  place(generationId: string, served: Turns): Place | undefined;
}

/** One line of those who take turns: of a member's pictures, or of a server's members. */
interface Line {
  key: string;
  size: number;
}

interface MemberLine extends Line {
  items: Arrived[];
}

interface GuildLine extends Line {
  members: Map<string, MemberLine>;
  /** The first of all its pictures; undefined when it has to be looked for. */
  head: Arrived | undefined;
}

/** Builds an empty queue. */
export function createFairQueue(): FairQueue {
  const guilds = new Map<string, GuildLine>();
  /** Where to look for a generation's pictures: they are all of one member. */
  const owners = new Map<string, { guildId: string; userId: string; pictures: number }>();
  let size = 0;

  return {
    add(item) {
      const guild = lineIn(guilds, item.guildId, (key): GuildLine => ({ key, size: 0, members: new Map(), head: undefined }));
      const member = lineIn(guild.members, item.userId, (): MemberLine => ({ key: `${item.guildId}/${item.userId}`, size: 0, items: [] }));
      const at = placeFor(member.items, item);
      if (at === undefined) return;
      member.items.splice(at, 0, item);
      if (guild.head !== undefined && byArrival(item, guild.head) < 0) guild.head = item;
      const { guildId, userId } = item;
      owners.set(item.generationId, { guildId, userId, pictures: (owners.get(item.generationId)?.pictures ?? 0) + 1 });
      for (const line of [guild, member]) line.size += 1;
      size += 1;
    },

    remove({ generationId, index }) {
      const owner = owners.get(generationId);
      const guild = owner && guilds.get(owner.guildId);
      const member = owner && guild?.members.get(owner.userId);
      if (owner === undefined || guild === undefined || member === undefined) return;
      const at = member.items.findIndex((item) => item.generationId === generationId && item.index === index);
      if (at < 0) return;
      const [removed] = member.items.splice(at, 1);
      if (guild.head === removed) guild.head = undefined;
      for (const line of [guild, member]) line.size -= 1;
      size -= 1;
      if (member.size === 0) guild.members.delete(owner.userId);
      if (guild.size === 0) guilds.delete(owner.guildId);
      if (owner.pictures === 1) owners.delete(generationId);
      else owner.pictures -= 1;
    },

    first(count, served) {
      const order = inTurn(guilds.values(), headOfGuild, served).slice(0, count);
      return roundRobin(order.map((guild) => itemsOf(guild, count, served)), count);
    },

    place(generationId, served) {
      const owner = owners.get(generationId);
      const guild = owner && guilds.get(owner.guildId);
      const member = owner && guild?.members.get(owner.userId);
      if (guild === undefined || member === undefined) return undefined;
      const mine = member.items.findIndex((item) => item.generationId === generationId);
      const inGuild = turnsBefore(guild.members.values(), member, mine, headOf, served);
      return { position: turnsBefore(guilds.values(), guild, inGuild, headOfGuild, served) + 1, of: size };
    },
  };
}

/** A server's next ones. */
function itemsOf(guild: GuildLine, count: number, served: Turns): Arrived[] {
  return roundRobin(inTurn(guild.members.values(), headOf, served).map(({ items }) => items), count);
}

/** One of each line in turn, again and again, at most `count` in all. */
function roundRobin<Item>(lines: readonly (readonly Item[])[], count: number): Item[] {
  const result: Item[] = [];
  for (let round = 0; result.length < count; round += 1) {
    const before = result.length;
    for (const line of lines) {
      const item = line[round];
      if (item !== undefined && result.length < count) result.push(item);
    }
    if (result.length === before) break;
  }
  return result;
}

/** How many have their turn before the one that stands `offset` places behind the head of its line. */
function turnsBefore<One extends Line>(lines: Iterable<One>, mine: One, offset: number, headIn: (line: One) => Arrived | undefined, served: Turns): number {
  const before = comparing(headIn, served);
  let count = 0;
  for (const line of lines) count += Math.min(line.size, offset) + (line !== mine && line.size > offset && before(line, mine) < 0 ? 1 : 0);
  return count;
}

function inTurn<One extends Line>(lines: Iterable<One>, headIn: (line: One) => Arrived | undefined, served: Turns): One[] {
  return [...lines].toSorted(comparing(headIn, served));
}

/** Whoever was served longer ago comes first; of those who never were, whoever came first. */
function comparing<One extends Line>(headIn: (line: One) => Arrived | undefined, served: Turns): (a: One, b: One) => number {
  return (a, b) => {
    const turns = (served.get(a.key) ?? -1) - (served.get(b.key) ?? -1);
    if (turns !== 0) return turns;
    const [first, second] = [headIn(a), headIn(b)];
    return first === undefined || second === undefined ? 0 : byArrival(first, second);
  };
}

function headOf({ items }: MemberLine): Arrived | undefined {
  return items[0];
}

function headOfGuild(guild: GuildLine): Arrived | undefined {
  if (guild.head !== undefined) return guild.head;
  for (const { items: [first] } of guild.members.values()) {
    if (first !== undefined && (guild.head === undefined || byArrival(first, guild.head) < 0)) guild.head = first;
  }
  return guild.head;
}

function byArrival(a: Arrived, b: Arrived): number {
  if (a.arrivedAt !== b.arrivedAt) return a.arrivedAt - b.arrivedAt;
  if (a.generationId !== b.generationId) return a.generationId < b.generationId ? -1 : 1;
  return a.index - b.index;
}

/** Where an item belongs; almost always at the end. Undefined when it is there. */
function placeFor(items: readonly Arrived[], item: Arrived): number | undefined {
  for (let at = items.length; at > 0; at -= 1) {
    const other = items[at - 1];
    const order = other === undefined ? -1 : byArrival(other, item);
    if (order === 0) return undefined;
    if (order < 0) return at;
  }
  return 0;
}

function lineIn<Key, One>(lines: Map<Key, One>, key: Key, make: (key: Key) => One): One {
  const found = lines.get(key);
  if (found !== undefined) return found;
  const made = make(key);
  lines.set(key, made);
  return made;
}
