import { expect } from 'vitest';

import type { Generate, Order } from '../../../src/app/creation/generate.ts';
import type { World } from '../../../src/app/world.ts';
import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import { arranged } from '../../arranged.ts';
import { setMoneyStage } from '../budget/money-stage.ts';
import type { MoneyStage } from '../budget/money-stage.ts';

/** Where the moderators of the stage's server hear about the budget. */
export const ALERTS_CHANNEL = '400000000000000002';

const ORDER = {
  verb: 'create',
  parent: null,
  request: { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 7 },
  count: 1,
  isPrivate: false,
  isSpoiler: false,
} as const;

/** A server with a cap and alerts; `deps` replaces what the test wants otherwise. */
export async function stageWith(cap: number, deps: Partial<World> = {}): Promise<MoneyStage> {
  const stage = setMoneyStage(deps);
  arranged(await stage.app.budget.set(stage.moderator(), { cap }, null));
  arranged(await stage.app.budget.alerts(stage.moderator(), { channelId: ALERTS_CHANNEL, forecast: false }, null));
  return stage;
}

/** A refused request that waits for moderators; returns its id. */
export async function askOn(
  { app, member, clock }: Pick<MoneyStage, 'app' | 'member' | 'clock'>,
  order: Partial<Order> = {},
): Promise<string> {
  const visitor = member({ appPermissions: 2n ** 50n - 1n });
  const refused: Awaited<ReturnType<Generate>> = await app.generate(visitor, { ...ORDER, ...order });
  if (refused === 'duplicate' || !('refused' in refused) || refused.askId === undefined)
    throw new Error('It was to be refused with an offer.');
  expect(await app.approvals.ask(member(), refused.askId)).toEqual({ asked: true });
  await clock.settle();
  return refused.askId;
}

/** What the approval's card showed, in order: the request's state and what became of its pictures. */
export function shownOn({ cards }: MoneyStage): unknown[] {
  return cards.edited.map((card) =>
    card.kind === 'approval'
      ? [
          card.approval.state,
          card.result && {
            made: card.result.made,
            failed: card.result.failed,
            cancelled: card.result.cancelled,
            charged: card.result.charged,
          },
        ]
      : card.kind,
  );
}
