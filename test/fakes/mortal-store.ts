import type { Store } from '../../src/store/open-store.ts';

/** When a process is killed: at the call of that number, before it does anything or once it is done. */
export interface Death {
  atCall: number;
  isDone: boolean;
}

/** A store as a process sees it that is killed: after its death no call does anything, nor comes back. */
export function createMortalStore(store: Store, death: Death): { store: Store; calls: readonly string[] } {
  const calls: string[] = [];

  function mortal<Port extends object>(name: string, port: Port): Port {
    return new Proxy(port, {
      get(target, method) {
        const value: unknown = Reflect.get(target, method);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]): Promise<unknown> => {
          calls.push(`${name}.${String(method)}`);
          const isLast = calls.length === death.atCall;
          if (calls.length < death.atCall) return await Reflect.apply(value, target, args);
          if (isLast && death.isDone) await Reflect.apply(value, target, args);
          return await new Promise(() => undefined);
        };
      },
    });
  }

  const { journal, approvals, rulebook, cardBox, budgets } = store;
  return {
    calls,
    store: {
      ...store,
      journal: mortal('journal', journal),
      approvals: mortal('approvals', approvals),
      rulebook: mortal('rulebook', rulebook),
      cardBox: mortal('cardBox', cardBox),
      budgets: mortal('budgets', budgets),
    },
  };
}
