import type { Clock } from '../ports/clock.ts';

/** Runs the work when it is its member's turn; `busy` when that would take too long, and then nothing was begun. */
export type Turns = <Result>(memberId: string, work: () => Promise<Result>) => Promise<Result | 'busy'>;

export interface TurnLimits {
  /** Pieces of work at once, of all members together. */
  atOnce: number;
  /** Pieces of one member's work that may wait while another one of theirs runs. */
  waiting: number;
  /** How long one may wait, in milliseconds. */
  maxWaitMs: number;
}

/**
 * Makes {@link Turns}: one piece of work of a member at a time, and members one after the other, so that no member
 * waits for everything that another member has asked for.
 */
export function createTurns({ atOnce, waiting, maxWaitMs }: TurnLimits, clock: Pick<Clock, 'sleep'>): Turns {
  /** The waiting work, by member; the member served last stands last. */
  const queues = new Map<string, Set<() => void>>();
  const running = new Set<string>();

  function next(): void {
    for (const [memberId, queue] of queues) {
      if (running.size >= atOnce) return;
      const [begin] = queue;
      if (begin === undefined || running.has(memberId)) continue;
      leave(memberId, begin);
      running.add(memberId);
      begin();
    }
  }

  /** The member who was just served goes behind all others. */
  function end(memberId: string): void {
    running.delete(memberId);
    const queue = queues.get(memberId);
    queues.delete(memberId);
    if (queue !== undefined) queues.set(memberId, queue);
    next();
  }

  function leave(memberId: string, begin: () => void): void {
    const queue = queues.get(memberId);
    queue?.delete(begin);
    if (queue?.size === 0) queues.delete(memberId);
  }

  async function comes(memberId: string): Promise<boolean> {
    const queue = queues.get(memberId) ?? new Set();
    if (queue.size >= waiting) return false;
    const served = new AbortController();
    const begin = (): void => served.abort();
    queues.set(memberId, queue.add(begin));
    next();
    await clock.sleep(maxWaitMs, served.signal);
    leave(memberId, begin);
    return served.signal.aborted;
  }

  return async (memberId, work) => {
    if (!(await comes(memberId))) return 'busy';
    try {
      return await work();
    } finally {
      end(memberId);
    }
  };
}
