import type { Background } from '../../kit/background.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Approvals } from '../../ports/store/approvals.ts';
import type { CardFollower } from './card-follower.ts';
import type { CardOutbox } from './card-outbox.ts';
import type { RemoveUnusedImages } from './remove-unused-images.ts';

const ROUND_MS = 60_000;

export interface ApprovalUpkeepDeps {
  approvals: Approvals;
  follower: Pick<CardFollower, 'follow' | 'recover'>;
  outbox: Pick<CardOutbox, 'wake'>;
  removeUnusedImages: RemoveUnusedImages;
  background: Background;
  clock: Clock;
  log: Log;
}

/**
 * Takes up what a restart cut off among cards and approvals, and from then on ends requests that were not decided in
 * time.
 */
export type ApprovalUpkeep = () => Promise<void>;

/** Builds the upkeep of cards and approvals. */
export function createApprovalUpkeep(deps: ApprovalUpkeepDeps): ApprovalUpkeep {
  const { approvals, follower, outbox, removeUnusedImages, background, clock, log } = deps;
  const follow = (id: string): void => follower.follow({ kind: 'approval', id });

  async function keepUp(): Promise<void> {
    while (!background.stopping.aborted) {
      try {
        for (const { id } of await approvals.expire(clock.now())) follow(id);
        // A write that failed in between leaves a card half posted or behind.
        outbox.wake();
        await follower.recover();
      } catch (error) {
        log.error({ err: error }, 'approvals could not be looked through');
      }
      await clock.sleep(ROUND_MS, background.stopping);
    }
  }

  return async () => {
    outbox.wake();
    await follower.recover();
    background.start('look through the approvals', keepUp);
    background.start('remove unused images', removeUnusedImages);
  };
}
