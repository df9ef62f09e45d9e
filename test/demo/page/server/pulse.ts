const GATHER_MS = 60;
/** The ledger and the bot's own doing make no sound: they are looked at from time to time. */
const IDLE_MS = 1_000;

/** Tells listeners that something may have changed, gathering what happens at once. */
export interface Pulse {
  beat(): void;
  /** Listens until the answer is called. */
  on(listener: () => void): () => void;
  stop(): void;
}

/** Creates a pulse that also beats by itself once a second. */
export function createPulse(): Pulse {
  const listeners = new Set<() => void>();
  let gathering: NodeJS.Timeout | undefined;
  const beat = (): void => {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      for (const listener of listeners) listener();
    }, GATHER_MS);
  };
  const idle = setInterval(beat, IDLE_MS);
  return {
    beat,
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop() {
      clearInterval(idle);
      clearTimeout(gathering);
      listeners.clear();
    },
  };
}
