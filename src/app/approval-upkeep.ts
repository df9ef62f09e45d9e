import type { Approval } from '../core/approval.ts';
import type { Background } from './background.ts';
import type { CardContent } from './card-content.ts';
import type { CardOutbox } from './card-outbox.ts';
import type { Approvals } from './ports/approvals.ts';
import type { CardBox } from './ports/card-box.ts';
import type { Cards } from './ports/cards.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { RunApproved } from './run-approved.ts';

const ROUND_MS = 60_000;

export interface ApprovalUpkeepDeps {
  approvals: Approvals;
  cardBox: Pick<CardBox, 'find'>;
  cards: Pick<Cards, 'edit' | 'tellRequester'>;
  content: Pick<CardContent, 'approvalCard'>;
  outbox: Pick<CardOutbox, 'wake' | 'onGivenUp'>;
  runApproved: RunApproved;
  background: Background;
  clock: Clock;
  log: Log;
}

/** Takes up what a restart cut off among cards and approvals, and from then on ends what nobody decides in time. */
export type ApprovalUpkeep = () => Promise<void>;

/** Builds the upkeep of cards and approvals. */
export function createApprovalUpkeep(deps: ApprovalUpkeepDeps): ApprovalUpkeep {
  const { approvals, cardBox, cards, content, outbox, runApproved, background, clock, log } = deps;
  outbox.onGivenUp(async ({ kind, id }) => {
    if (kind === 'approval' && (await approvals.fail(id))) await tell(id);
  });

  async function tell(id: string): Promise<void> {
    const approval = await approvals.find(id);
    if (approval === undefined) return;
    await bringUpToDate(approval);
    await cards.tellRequester(approval);
  }

  async function bringUpToDate(approval: Approval): Promise<void> {
    const record = await cardBox.find({ kind: 'approval', id: approval.id });
    if (record?.status !== 'posted' || record.channelId === null || record.messageId === null) return;
    await cards.edit(await content.approvalCard(approval), { channelId: record.channelId, messageId: record.messageId });
  }

  async function start(approval: Approval): Promise<void> {
    const refused = await runApproved(approval, null);
    if (refused === undefined) return bringUpToDate(approval);
    log.warn({ guildId: approval.guildId, approval: approval.id, refusal: refused.refused.kind }, 'an approved request could not be started');
    if (await approvals.fail(approval.id)) await tell(approval.id);
  }

  async function expireForEver(): Promise<void> {
    while (!background.stopping.aborted) {
      for (const { id } of await approvals.expire(clock.now())) await tell(id);
      await clock.sleep(ROUND_MS, background.stopping);
    }
  }

  return async () => {
    outbox.wake();
    for (const approval of await approvals.unstarted()) background.start('start an approved request', async () => start(approval));
    background.start('expire approvals', expireForEver);
  };
}
