/** A picture that waits for its turn at Krea. */
export interface QueuedPicture {
  generationId: string;
  index: number;
  /** A server, or a person with a wallet of their own. */
  payerId: string;
  userId: string;
}

/** A waiting picture with the time of its arrival. */
export interface Arrived extends QueuedPicture {
  arrivedAt: number;
}

/**
 * The whole order at once, which `fair-queue.ts` answers piece by piece: servers take turns, within a server its
 * members take turns, within a member first come, first served. `waiting` is sorted by arrival; `served` says whose
 * turn was last (a key's position in it: the later, the more recently served).
 */
export function fairOrder<Item extends QueuedPicture>(waiting: readonly Item[], served: Turns = noTurns): Item[] {
  const guilds = groupBy(waiting, (item) => item.payerId);
  const queues = [...guilds].map(([guildId, items]) => {
    const members = [...groupBy(items, (item) => item.userId)];
    return {
      key: guildId,
      items: takeTurns(
        members.map(([key, mine]) => ({ key: `${guildId}/${key}`, items: mine })),
        served,
      ),
    };
  });
  return takeTurns(queues, served);
}

/** Remembers when a server and a member were last served; the numbers only have to grow. */
export type Turns = ReadonlyMap<string, number>;

const noTurns: Turns = new Map();

/** Keeps the newest 10,000 turns: older ones count as never served, or memory would grow for months. */
const MOST_TURNS = 10_000;

/** Notes that an item had its turn. */
export function noteTurn(turns: Map<string, number>, item: QueuedPicture, turn: number): void {
  for (const key of [item.payerId, `${item.payerId}/${item.userId}`]) {
    turns.delete(key);
    turns.set(key, turn);
  }
  for (const oldest of turns.keys()) {
    if (turns.size <= MOST_TURNS) return;
    turns.delete(oldest);
  }
}

function takeTurns<Item>(queues: readonly { key: string; items: readonly Item[] }[], served: Turns): Item[] {
  const order = queues.toSorted((a, b) => (served.get(a.key) ?? -1) - (served.get(b.key) ?? -1));
  const longest = Math.max(0, ...order.map(({ items }) => items.length));
  return Array.from({ length: longest }, (_, round) =>
    order.flatMap(({ items }) => items.slice(round, round + 1)),
  ).flat();
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  return Map.groupBy(items, keyOf);
}
