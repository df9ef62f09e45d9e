import { APPROVAL_LIFE_MS } from '../core/approval.ts';
import type { Approval } from '../core/approval.ts';
import type { Background } from './background.ts';
import type { CardFollower } from './card-follower.ts';
import type { CardOutbox } from './card-outbox.ts';
import type { Approvals } from './ports/approvals.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { RunApproved } from './run-approved.ts';
import type { SweepImages } from './sweep-images.ts';

const ROUND_MS = 60_000;

export interface ApprovalUpkeepDeps {
  approvals: Approvals;
  follower: Pick<CardFollower, 'follow' | 'recover'>;
  outbox: Pick<CardOutbox, 'wake' | 'onGivenUp'>;
  runApproved: RunApproved;
  sweepImages: SweepImages;
  background: Background;
  clock: Clock;
  log: Log;
}

/** Takes up what a restart cut off among cards and approvals, and from then on ends what nobody decides in time. */
export type ApprovalUpkeep = () => Promise<void>;

/** Builds the upkeep of cards and approvals. */
export function createApprovalUpkeep(deps: ApprovalUpkeepDeps): ApprovalUpkeep {
  const { approvals, follower, outbox, runApproved, sweepImages, background, clock, log } = deps;
  const follow = (id: string): void => follower.follow({ kind: 'approval', id });
  outbox.onGivenUp(async ({ kind, id }) => {
    if (kind === 'approval' && (await approvals.fail(id))) follow(id);
  });

  async function start(approval: Approval): Promise<void> {
    const { decision } = approval;
    if (decision === null) throw new Error('An approved request was decided by somebody.');
    const refused = await runApproved({ ...approval, decision });
    if (refused === undefined) return follow(approval.id);
    log.warn({ guildId: approval.guildId, approval: approval.id, refusal: refused.refused.kind }, 'an approved request could not be started');
    if (await approvals.fail(approval.id)) follow(approval.id);
  }

  async function keepUp(): Promise<void> {
    let hasFailed = false;
    while (!background.stopping.aborted) {
      try {
        for (const { id } of await approvals.expire(clock.now())) follow(id);
        // What a round that failed ended all the same is among the cards that are behind.
        if (hasFailed) await follower.recover();
        hasFailed = false;
        // The records failed between a decision and its pictures: nobody has to wait for the next start. A fresh decision is still being carried out.
        const cutOff = (await approvals.unstarted(clock.now() - APPROVAL_LIFE_MS)).filter(({ decision }) => decision !== null && decision.at <= clock.now() - ROUND_MS);
        for (const approval of cutOff) await start(approval);
      } catch (error) {
        hasFailed = true;
        log.error({ err: error }, 'approvals could not be looked through');
      }
      await clock.sleep(ROUND_MS, background.stopping);
    }
  }

  return async () => {
    outbox.wake();
    await follower.recover();
    const starts = (await approvals.unstarted(0)).map(start);
    const areBegun = Promise.allSettled(starts);
    for (const begun of starts) background.start('start an approved request', async () => begun);
    background.start('look through the approvals', keepUp);
    background.start('remove unused images', async () => {
      // However long the bot was away: an approved request still needs its images.
      await areBegun;
      await sweepImages();
    });
  };
}
