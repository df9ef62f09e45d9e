/** Enough for minutes of the busiest bot; a resumed connection repeats seconds. */
const MEMORY = 10_000;

/** Remembers which interactions came already. */
export interface Seen {
  /** True the first time that it is asked about an id. */
  isFirst(id: string): boolean;
}

/** A bounded memory of ids: a resumed gateway connection may deliver events a second time. */
export function createSeen(): Seen {
  const ids = new Set<string>();
  return {
    isFirst(id) {
      if (ids.has(id)) return false;
      ids.add(id);
      const [oldest] = ids;
      if (ids.size > MEMORY && oldest !== undefined) ids.delete(oldest);
      return true;
    },
  };
}
