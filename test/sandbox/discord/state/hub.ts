/** How long a wait may take before it fails with an explanation. */
export type Deadline = { readonly deadlineMs?: number };

type Probe<T> = { readonly probe: () => T | undefined; readonly what: string; readonly last: () => string };

/** Waits that are woken by changes of the topic they wait on, so nothing polls. */
export type Hub = {
  notify(topic: string): void;
  wait<T>(topic: string, wanted: Probe<T>, deadline?: Deadline): Promise<T>;
  /** Ends every wait, with this reason. */
  close(reason: string): void;
};

type Waiter = { readonly look: () => void; readonly fail: (error: Error) => void };

/** Creates a hub whose waits last `defaultMs` unless they say otherwise. */
export function createHub(defaultMs: number): Hub {
  const topics = new Map<string, Set<Waiter>>();

  const forget = (topic: string, waiter: Waiter): void => {
    const waiters = topics.get(topic);
    waiters?.delete(waiter);
    if (waiters?.size === 0) topics.delete(topic);
  };

  return {
    notify(topic) {
      for (const waiter of topics.get(topic) ?? []) waiter.look();
    },

    wait<T>(topic: string, wanted: Probe<T>, deadline?: Deadline): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        const ms = deadline?.deadlineMs ?? defaultMs;
        const settle = (then: () => void): void => {
          clearTimeout(timer);
          forget(topic, waiter);
          then();
        };
        const fail = (error: Error): void => settle(() => reject(error));
        const look = (): void => {
          try {
            const found = wanted.probe();
            if (found !== undefined) settle(() => resolve(found));
          } catch (error) {
            fail(error instanceof Error ? error : new Error(String(error)));
          }
        };
        const waiter: Waiter = { look, fail };
        const timer = setTimeout(() => {
          fail(new Error(`Waited ${ms} ms for ${wanted.what}. Last state: ${wanted.last()}`));
        }, ms);
        const waiters = topics.get(topic) ?? new Set<Waiter>();
        waiters.add(waiter);
        topics.set(topic, waiters);
        look();
      });
    },

    close(reason) {
      for (const waiters of topics.values()) for (const waiter of waiters) waiter.fail(new Error(reason));
    },
  };
}
