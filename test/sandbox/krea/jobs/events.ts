import type { Asset } from '../assets/assets.ts';
import type { Fault } from '../faults.ts';
import type { RequestEntry } from '../http/server.ts';
import type { BillEntry } from './billing.ts';
import type { JobSnapshot } from './jobs.ts';
import type { WebhookEntry } from './webhooks.ts';

export type KreaEvents = {
  /** A job was made or moved. */
  job: JobSnapshot;
  /** A request was answered, or lost on purpose. */
  request: RequestEntry;
  bill: BillEntry;
  webhook: WebhookEntry;
  asset: Asset;
  /** A fault struck; the answer it spoils may come much later or never. */
  fault: Fault;
};

type Listeners = { [Name in keyof KreaEvents]: Set<(event: KreaEvents[Name]) => void> };
export type Events = ReturnType<typeof createEvents>;

/** What happens in the sandbox, told to whoever listens. */
export function createEvents() {
  const named: Listeners = {
    job: new Set(),
    request: new Set(),
    bill: new Set(),
    webhook: new Set(),
    asset: new Set(),
    fault: new Set(),
  };
  const any = new Set<() => void>();

  return {
    on<Name extends keyof KreaEvents>(name: Name, listener: (event: KreaEvents[Name]) => void): () => void {
      named[name].add(listener);
      return () => {
        named[name].delete(listener);
      };
    },
    onAny(listener: () => void): () => void {
      any.add(listener);
      return () => {
        any.delete(listener);
      };
    },
    emit<Name extends keyof KreaEvents>(name: Name, event: KreaEvents[Name]): void {
      for (const listener of named[name]) listener(event);
      for (const listener of any) listener();
    },
  };
}
