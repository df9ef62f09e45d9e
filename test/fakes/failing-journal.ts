import type { Journal } from '../../src/ports/store/journal.ts';
import { StoreUnavailable } from '../../src/ports/store/store-unavailable.ts';

export interface FailingJournal {
  journal: Journal;
  /** The next so many calls of a method fail; `afterWriting` says that they do what they should nevertheless. */
  fail(
    method: keyof Journal,
    times: number,
    how?: { afterWriting?: boolean; matching?: (args: readonly unknown[]) => boolean },
  ): void;
}

interface Plan {
  method: keyof Journal;
  left: number;
  afterWriting: boolean;
  matching: (args: readonly unknown[]) => boolean;
}

/**
 * A journal on a disk that refuses at times. Methods are looked up at each call, so that a test can put others in their
 * place.
 */
export function createFailingJournal(journal: Journal): FailingJournal {
  const plans: Plan[] = [];

  async function call<Result>(
    method: keyof Journal,
    args: readonly unknown[],
    work: () => Promise<Result>,
  ): Promise<Result> {
    const plan = plans.find((one) => one.method === method && one.left > 0 && one.matching(args));
    if (plan === undefined) return await work();
    plan.left -= 1;
    if (plan.afterWriting) await work();
    throw new StoreUnavailable(`${method} fails in this test`);
  }

  return {
    fail: (method, times, { afterWriting = false, matching = () => true } = {}) =>
      void plans.push({ method, left: times, afterWriting, matching }),
    journal: {
      open: (...args) => call('open', args, () => journal.open(...args)),
      foresee: (...args) => call('foresee', args, () => journal.foresee(...args)),
      openApproved: (...args) => call('openApproved', args, () => journal.openApproved(...args)),
      find: (...args) => call('find', args, () => journal.find(...args)),
      findByRemoteId: (...args) => call('findByRemoteId', args, () => journal.findByRemoteId(...args)),
      recent: (...args) => call('recent', args, () => journal.recent(...args)),
      move: (...args) => call('move', args, () => journal.move(...args)),
      uncopied: (...args) => call('uncopied', args, () => journal.uncopied(...args)),
      noteHash: (...args) => call('noteHash', args, () => journal.noteHash(...args)),
      noteRemoved: (...args) => call('noteRemoved', args, () => journal.noteRemoved(...args)),
      waiting: () => call('waiting', [], () => journal.waiting()),
      inStates: (...args) => call('inStates', args, () => journal.inStates(...args)),
      knownRemoteIds: (...args) => call('knownRemoteIds', args, () => journal.knownRemoteIds(...args)),
      startDelivery: (...args) => call('startDelivery', args, () => journal.startDelivery(...args)),
      startLateDelivery: (...args) => call('startLateDelivery', args, () => journal.startLateDelivery(...args)),
      noteTold: (...args) => call('noteTold', args, () => journal.noteTold(...args)),
      untoldEnds: () => call('untoldEnds', [], () => journal.untoldEnds()),
      unseen: () => call('unseen', [], () => journal.unseen()),
      deliveries: (...args) => call('deliveries', args, () => journal.deliveries(...args)),
      moveToRung: (...args) => call('moveToRung', args, () => journal.moveToRung(...args)),
      endDelivery: (...args) => call('endDelivery', args, () => journal.endDelivery(...args)),
      untold: () => call('untold', [], () => journal.untold()),
      openDeliveries: () => call('openDeliveries', [], () => journal.openDeliveries()),
    },
  };
}
