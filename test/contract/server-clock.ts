import { usedOf } from '../../src/core/money/budget.ts';
import type { Balance } from '../../src/core/money/budget.ts';
import { periodAt } from '../../src/core/money/period.ts';
import type { Period, PeriodRule } from '../../src/core/money/period.ts';
import type { PictureState } from '../../src/core/picture/generation.ts';
import type { Store } from '../../src/store/open-store.ts';
import { arranged } from '../arranged.ts';
import { open } from './samples.ts';

const GUILD = 'guild-1';

/** One server and its members, with a clock that a test turns. */
export interface ServerClock {
  now(): number;
  turn(milliseconds: number): void;
  period(): Period;
  rule(): PeriodRule;
  /** Makes periods run otherwise from now on. */
  run(rule: PeriodRule): Promise<void>;
  /** Holds the price of one picture; its id, or undefined when the server's cap does not cover it. */
  hold(userId: string, amount: number, cap?: number): Promise<string | undefined>;
  finish(id: string): Promise<void>;
  cancel(id: string): Promise<void>;
  /** The server's balance in the running period, or in another. */
  guild(periodKey?: string): Promise<Balance>;
  member(userId: string, periodKey?: string): Promise<Balance>;
  used(): Promise<number>;
}

/** Starts a server's life at the instant. */
export function createServerClock({ journal, rulebook, budgets }: Store, start: number): ServerClock {
  let time = start;
  let count = 0;
  let rule: PeriodRule = { kind: 'month', zone: 'UTC', resetDay: 1 };
  const period = (): Period => periodAt(rule, time);
  const lead = async (generationId: string, from: PictureState, to: PictureState): Promise<void> => {
    arranged(await journal.move({ generationId, index: 1 }, from, to, time));
  };
  const guild = (periodKey = period().key): Promise<Balance> => budgets.balance('guild', GUILD, periodKey);
  return {
    now: () => time,
    turn: (milliseconds) => void (time += milliseconds),
    period,
    rule: () => rule,
    async run(next) {
      const { rules, version } = await rulebook.read(GUILD);
      const actor = { userId: 'moderator-1', interactionId: `change-${++count}` };
      const isChanged = await rulebook.change(
        GUILD,
        version,
        { ...rules, period: next },
        { actor, action: 'set', targetId: null, reason: null },
        time,
      );
      if (!isChanged) throw new Error('The rules were not changed');
      rule = next;
    },
    async hold(userId, each, cap = 1e9) {
      const id = `${++count}`;
      const price = { version: '2026-11', tier: 'text', each } as const;
      const outcome = await open(
        journal,
        { id, userId, price, createdAt: time },
        { guild: cap, operator: 1e12, period: period() },
      );
      return outcome.kind === 'opened' ? id : undefined;
    },
    async finish(id) {
      await lead(id, 'queued', 'submitting');
      await lead(id, 'submitting', 'running');
      await lead(id, 'running', 'finished');
    },
    cancel: (id) => lead(id, 'queued', 'cancelled'),
    guild,
    member: (userId, periodKey = period().key) => budgets.balance('member', `${GUILD}/${userId}`, periodKey),
    used: async () => usedOf(await guild()),
  };
}
