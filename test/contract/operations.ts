import * as fc from 'fast-check';

import type { Ceilings } from '../../src/core/money/budget.ts';
import { PERIOD_KINDS } from '../../src/core/money/period.ts';
import type { PeriodRule } from '../../src/core/money/period.ts';
import { moneyEffect, PICTURE_STATES } from '../../src/core/picture/generation.ts';
import type { PictureState, Wallet } from '../../src/core/picture/generation.ts';
import { admit } from '../../src/core/rules/admission.ts';
import { NO_RULES } from '../../src/core/rules/rules.ts';
import type { Store } from '../../src/store/open-store.ts';
import { EACH, NOVEMBER, sample } from './samples.ts';

/** One thing that somebody does to the store; numbers name few ids, so that operations meet. */
export type Operation =
  | { kind: 'open'; id: number; wallet: number; user: number; each: number; count: number; at: number }
  /** Reads a picture and changes it to one of the states that are legal for what was read. */
  | { kind: 'advance'; id: number; index: number; choice: number }
  /** Tries a change whatever the state is. */
  | { kind: 'move'; id: number; index: number; from: PictureState; to: PictureState }
  | { kind: 'deliver'; id: number }
  | { kind: 'end-delivery'; id: number; part: number; status: 'posted' | 'kept' }
  | {
      kind: 'change-rules';
      guild: number;
      cap: number;
      memberCap: number;
      period: PeriodRule;
      atOnce?: number;
      coolDown?: number;
      interaction: number;
      at: number;
    };

const WALLETS: readonly Wallet[] = [
  { scope: 'guild', id: 'guild-0' },
  { scope: 'guild', id: 'guild-1' },
  { scope: 'direct', id: 'user-0' },
];

const id = fc.nat(7);
const index = fc.integer({ min: 1, max: 3 });
const state = fc.constantFrom(...PICTURE_STATES);
const amount = fc.nat(8).map((times) => times * EACH);
/** Few instants around the turn of a month, so that periods overlap. */
const at = fc.nat(9).map((thirds) => NOVEMBER.startsAt + thirds * 8 * 3_600_000 - 86_400_000);

/** How periods run: zones far apart, so that the same instant lies in different days. */
const periods: fc.Arbitrary<PeriodRule> = fc.record({
  kind: fc.constantFrom(...PERIOD_KINDS),
  zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati'),
  resetDay: fc.integer({ min: 1, max: 7 }),
});

export const ruleChanges = fc.record(
  {
    kind: fc.constant('change-rules' as const),
    guild: fc.nat(1),
    cap: amount,
    memberCap: amount,
    period: periods,
    atOnce: fc.integer({ min: 1, max: 4 }),
    coolDown: fc.nat(60_000),
    interaction: fc.nat(5),
    at,
  },
  { requiredKeys: ['kind', 'guild', 'cap', 'memberCap', 'period', 'interaction', 'at'] },
);

export const operations: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('open' as const),
      id,
      wallet: fc.nat(2),
      user: fc.nat(1),
      each: fc.nat(EACH),
      count: index,
      at,
    }),
  },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('advance' as const), id, index, choice: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), id, index, from: state, to: state }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('deliver' as const), id }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('end-delivery' as const),
      id,
      part: fc.integer({ min: 1, max: 2 }),
      status: fc.constantFrom('posted' as const, 'kept' as const),
    }),
  },
  { weight: 2, arbitrary: ruleChanges },
);

/** Ceilings so low that operations run into them. */
export const ceilings: fc.Arbitrary<Ceilings> = fc.record({
  defaultGuild: amount,
  maxGuild: amount,
  perGuild: fc.constant(new Map<string, number>()),
  total: amount,
  direct: amount,
});

/**
 * Carries the operation out; the answer is what the store said, or that it threw. `pause` is called between reading and
 * writing.
 */
export async function perform(
  store: Store,
  operation: Operation,
  limits: Ceilings,
  pause: () => Promise<void>,
): Promise<unknown> {
  await pause();
  try {
    return await answer(store, operation, limits, pause);
  } catch (error) {
    if (error instanceof Error && /never goes|No such delivery/.test(error.message)) return 'thrown';
    throw error;
  }
}

async function answer(
  store: Store,
  operation: Operation,
  limits: Ceilings,
  pause: () => Promise<void>,
): Promise<unknown> {
  const { journal } = store;
  switch (operation.kind) {
    case 'open':
      return openAsAdmitted(store, operation, limits, pause);
    case 'advance': {
      const picture = (await journal.find(`${operation.id}`))?.pictures[operation.index - 1];
      if (picture === undefined) return undefined;
      await pause();
      const legal = PICTURE_STATES.filter((to) => moneyEffect(picture.state, to) !== undefined);
      const to = legal[operation.choice % legal.length];
      return to === undefined
        ? undefined
        : journal.move({ generationId: `${operation.id}`, index: operation.index }, picture.state, to, 50);
    }
    case 'move':
      return journal.move(
        { generationId: `${operation.id}`, index: operation.index },
        operation.from,
        operation.to,
        60,
      );
    case 'deliver':
      return journal.startDelivery(`${operation.id}`, 70);
    case 'end-delivery':
      return journal.endDelivery(
        { generationId: `${operation.id}`, part: operation.part },
        { status: operation.status, channelId: 'c', messageId: 'm' },
      );
    case 'change-rules':
      return changeRules(store, operation, pause);
  }
}

type Of<Kind extends Operation['kind']> = Extract<Operation, { kind: Kind }>;

async function openAsAdmitted(
  { journal, rulebook }: Store,
  { id, wallet: which, user, each, count, at }: Of<'open'>,
  limits: Ceilings,
  pause: () => Promise<void>,
): Promise<unknown> {
  const wallet = WALLETS[which] ?? { scope: 'direct', id: 'nobody' };
  const price = { ...sample().price, each };
  const seeds = Array.from({ length: count }, (_, seed) => seed);
  const generation = sample({ id: `${id}`, wallet, userId: `user-${user}`, price, seeds, createdAt: at });
  const { rules, version } =
    wallet.scope === 'guild' ? await rulebook.read(wallet.id) : { rules: NO_RULES, version: null };
  await pause();
  const { userId, request } = generation;
  const admission = admit(
    { wallet, access: 'open', userId, roleIds: [], channelIds: [], request, count, price },
    rules,
    limits,
    at,
  );
  return 'refused' in admission ? admission : journal.open(generation, admission, version);
}

async function changeRules(
  { rulebook }: Store,
  operation: Of<'change-rules'>,
  pause: () => Promise<void>,
): Promise<boolean> {
  const guildId = `guild-${operation.guild}`;
  const { rules, version } = await rulebook.read(guildId);
  await pause();
  const { cap, memberCap, period, atOnce, coolDown } = operation;
  const everyone = {
    cap: memberCap,
    ...(atOnce === undefined ? {} : { atOnce }),
    ...(coolDown === undefined ? {} : { coolDown }),
  };
  const actor = { userId: 'moderator-1', interactionId: `${operation.interaction}-${operation.guild}` };
  return rulebook.change(
    guildId,
    version,
    { ...rules, cap, period, everyone },
    { actor, action: 'set', targetId: null, reason: null },
    operation.at,
  );
}
