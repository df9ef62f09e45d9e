import type { Ceilings } from '../../core/money/budget.ts';
import type { Background } from '../../kit/background.ts';
import type { Event } from '../../kit/event.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Approvals } from '../../ports/store/approvals.ts';
import type { Budgets } from '../../ports/store/budgets.ts';
import type { CardBox } from '../../ports/store/card-box.ts';
import type { Cards } from '../../ports/store/cards.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { Rulebook } from '../../ports/store/rulebook.ts';
import type { Blobs, Cache } from '../../ports/store/storage.ts';
import type { EditRules } from '../budget/edit-rules.ts';
import type { AskedBy } from '../creation/asked-by.ts';
import type { Generate } from '../creation/generate.ts';
import type { MayBeAsked } from '../creation/judge.ts';
import type { Engine } from '../painting/engine.ts';
import { createAlertActions } from './alert-actions.ts';
import type { AlertActions } from './alert-actions.ts';
import { createApprovalDesk } from './approval-desk.ts';
import type { ApprovalDesk } from './approval-desk.ts';
import { createApprovalUpkeep } from './approval-upkeep.ts';
import { createCardContent } from './card-content.ts';
import { createCardFollower } from './card-follower.ts';
import { createCardOutbox } from './card-outbox.ts';
import { createLimitsOfApproval } from './limits-of-approval.ts';
import { createMayBeAsked, offerApproval } from './offer-approval.ts';
import { createOfferedImages } from './offered-images.ts';
import { createOfferedRequests } from './offered-requests.ts';
import { createReadLimits } from './read-limits.ts';
import { createRemoveUnusedImages } from './remove-unused-images.ts';
import { createRunApproved } from './run-approved.ts';

export interface ModerationDeps {
  journal: Journal;
  rulebook: Rulebook;
  budgets: Budgets;
  cardBox: CardBox;
  approvals: Approvals;
  blobs: Blobs;
  /** For background work: each call is repeated until the records can be used. */
  retryingBlobs: Blobs;
  cache: Cache;
  cards: Cards;
  askedBy: AskedBy;
  editRules: EditRules;
  engine: Pick<Engine, 'take' | 'isTokenRefused'>;
  /** A picture of the generation with that id came to an end. */
  ended: Event<string>;
  background: Background;
  clock: Clock;
  log: Log;
  ceilings: Ceilings;
  /** After how many days pictures and references that nothing used are removed; null for ever. */
  keepPicturesDays: number | null;
}

/** What moderators are told and asked. */
export interface Moderation {
  alerts: AlertActions;
  approvals: ApprovalDesk;
  /** Wraps the way to pictures: what a moderator could allow can be asked for. */
  offer(generate: Generate): Generate;
  mayBeAsked: MayBeAsked;
  /** Has cards posted that are written down. */
  postCards(): void;
  /** Takes up what a restart cut off, and keeps approvals and kept images in order from then on. */
  recover(): Promise<void>;
}

/** Builds alerts and approvals: cards written down with what causes them, posted once, and kept true. */
export function createModeration(deps: ModerationDeps): Moderation {
  const { journal, rulebook, budgets, cardBox, approvals, blobs, retryingBlobs, cache, cards, askedBy, editRules } =
    deps;
  const { engine, ended, background, clock, log, ceilings, keepPicturesDays } = deps;
  const readLimits = createReadLimits({ budgets, ceilings, clock });
  const limitsOf = createLimitsOfApproval({ askedBy, readLimits, clock });
  const content = createCardContent({ cardBox, approvals, journal, budgets, rulebook, limitsOf, ceilings, clock });
  const follower = createCardFollower({ approvals, cardBox, cards, content, background, clock, log });
  ended.listen(follower.moved);
  const outbox = createCardOutbox({
    cardBox,
    cards,
    content,
    rulebook,
    async onGivenUp(key) {
      if (key.kind === 'approval' && (await approvals.fail(key.id))) follower.follow(key);
    },
    background,
    clock,
    log,
  });
  const images = createOfferedImages({ blobs, cache, clock });
  const requests = createOfferedRequests({ cache });
  const runApproved = createRunApproved({ journal, rulebook, askedBy, engine, outbox, blobs, ceilings, clock, log });
  const removeUnusedImages = createRemoveUnusedImages({
    blobs: retryingBlobs,
    background,
    clock,
    log,
    keepPicturesDays,
  });

  return {
    alerts: createAlertActions({ cardBox, rulebook, editRules, follower, ceilings, clock }),
    approvals: createApprovalDesk({ approvals, requests, rulebook, outbox, cardBox, follower, runApproved, clock }),
    offer: (generate) => offerApproval(generate, { rulebook, images, requests, askedBy, readLimits }),
    mayBeAsked: createMayBeAsked({ rulebook, images }),
    postCards: outbox.wake,
    recover: createApprovalUpkeep({ approvals, follower, outbox, removeUnusedImages, background, clock, log }),
  };
}
