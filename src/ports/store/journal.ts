import type { Account, Balance } from '../../core/money/budget.ts';
import type { MicroUsd } from '../../core/money/money.ts';
import type { Failure } from '../../core/picture/failure.ts';
import type { Generation, Picture, PictureKey, PictureState } from '../../core/picture/generation.ts';
import type { Arrived } from '../../core/picture/queue.ts';
import type { Refusal } from '../../core/picture/refusal.ts';
import type { Admission } from '../../core/rules/admission.ts';
import type { JudgedApproved } from '../../core/rules/judge-approved.ts';
import type { Used } from '../../core/rules/limits-in-the-way.ts';
import type { Rules } from '../../core/rules/rules.ts';
import type { Actor } from './rulebook.ts';
import type { NamedImage } from './storage.ts';

/** A generation as it is opened: its pictures are all queued and their prices held. */
export type NewGeneration = Omit<Generation, 'pictures' | 'removedBy'> & { seeds: readonly number[] };

export type OpenOutcome =
  | { kind: 'opened'; generation: Generation }
  /** The id exists: the same event came twice. Nothing was held. */
  | { kind: 'duplicate' }
  /** One account cannot cover the whole price. Nothing was held in any. */
  | { kind: 'refused'; account: Account; balance: Balance }
  /** The member has as many pictures under way here as they may. */
  | { kind: 'too-many-at-once'; underWay: number }
  /** The member's last request here is too young: less than the cool-down before the admission's `now`. */
  | { kind: 'cooling-down'; until: number }
  /** As much of the member's images was stored within a day as may be. */
  | { kind: 'too-many-images' }
  /** The server's rules are no longer those of which the admission was made: judge again. */
  | { kind: 'stale-rules' };

/** What stands against a request apart from rules that were changed meanwhile. */
export type Denied = Extract<
  OpenOutcome,
  { kind: 'refused' | 'too-many-at-once' | 'cooling-down' | 'too-many-images' }
>;

/** Who asks, and as what; the request itself is never counted against itself. */
export type Requester = Pick<Generation, 'id' | 'wallet' | 'userId'>;

/** What is asked for, as far as it is known before its files are. */
export interface Foreseen {
  count: number;
  total: MicroUsd;
  /** Whether it brings images that are not stored yet, as it seems. */
  hasFiles?: boolean;
}

/** A moderator's yes to a request that waits, carried out together with its opening or not at all. */
export interface Approving {
  actor: Actor;
  isRaise: boolean;
  /** Epoch milliseconds. */
  now: number;
  /** Judges by the rules and the balances that the transaction sees. Pure, for it runs inside of it. */
  judge(rules: Rules, used: Used): JudgedApproved | { refused: Refusal };
}

export type ApprovedOutcome =
  | Extract<OpenOutcome, { kind: 'opened' | 'duplicate' }>
  /** The request does not wait any more: it was decided or has expired. */
  | { kind: 'ended' }
  | { kind: 'judged'; refused: Refusal }
  | { kind: 'denied'; by: Denied; admission: Admission };

/** What a change of state may write besides the state. */
export interface PicturePatch {
  remoteId?: string;
  url?: string | null;
  failure?: Failure;
  /** By the image API's clock, epoch milliseconds. */
  submitFrom?: number | null;
  submitTo?: number | null;
}

/** The steps of delivery, in the order in which they are tried. */
export const RUNGS = ['reply', 'channel', 'direct'] as const;
export type Rung = (typeof RUNGS)[number];

/**
 * One attempt to tell the requester about some pictures; a generation has a second one when a lost job turns up late.
 */
export interface Delivery extends DeliveryKey {
  rung: Rung;
  status: 'posting' | 'posted' | 'kept';
  channelId: string | null;
  messageId: string | null;
  startedAt: number;
}

/** What came of a delivery. */
export interface DeliveryEnd {
  status: 'posted' | 'kept';
  channelId: string | null;
  messageId: string | null;
  /** Its pictures that the message could not show. */
  unseen?: readonly number[];
  /** The requester is still to be told where it went. */
  isUntold?: boolean;
}

export interface DeliveryKey {
  generationId: string;
  /** 1 for the first, counting up. */
  part: number;
}

/**
 * The durable record of every generation. Each change of state is a compare-and-set that also carries out
 * the change's effect on the money, in one transaction, and is written before the effect it announces.
 */
export interface Journal {
  /**
   * Records the generation and holds the price of all its pictures in every account of the admission, or does
   * nothing. `rulesVersion` is that of the rules by which it was admitted; null outside of servers. With it the blob
   * store gets its `images`, and keeps for ever every image that its request refers to.
   */
  open(
    generation: NewGeneration,
    admission: Admission,
    rulesVersion: number | null,
    images?: readonly NamedImage[],
  ): Promise<OpenOutcome>;
  /**
   * Why `open` would refuse so many pictures at that price in all just now; undefined when it would not. Changes
   * nothing.
   */
  foresee(requester: Requester, admission: Admission, order: Foreseen): Promise<Denied | undefined>;
  /**
   * Approves the request that waits under the generation's id and opens the generation: the decision, what is raised
   * for it, their lines in the audit and the hold are one transaction. Whatever else comes of it, nothing is written.
   */
  openApproved(generation: NewGeneration, approving: Approving): Promise<ApprovedOutcome>;
  find(generationId: string): Promise<Generation | undefined>;
  findByRemoteId(remoteId: string): Promise<Picture | undefined>;
  /** The newest generations of a member in a wallet's place, newest first. */
  recent(userId: string, guildId: string | null, limit: number): Promise<Generation[]>;
  /** Changes a picture's state if it is still `from`; undefined when it is not. Throws on an illegal change. */
  move(
    key: PictureKey,
    from: PictureState,
    to: PictureState,
    now: number,
    patch?: PicturePatch,
  ): Promise<Picture | undefined>;
  /**
   * Paid pictures that were told of, finished at the instant or later, whose bytes are behind their link alone; oldest
   * first.
   */
  uncopied(since: number): Promise<Picture[]>;
  /** Notes that the picture's bytes are in the blob store, which keeps them for ever from then on. */
  noteHash(key: PictureKey, hash: string): Promise<void>;
  /** Notes the user who removed the message. */
  noteRemoved(generationId: string, userId: string): Promise<void>;
  /** All queued pictures by arrival. */
  waiting(): Promise<Arrived[]>;
  /** Pictures in one of these states, oldest first. */
  inStates(states: readonly PictureState[]): Promise<Picture[]>;
  /** Of these remote ids, the ones that belong to a picture of ours. */
  knownRemoteIds(remoteIds: readonly string[]): Promise<Set<string>>;

  /**
   * Starts a delivery of everything that has ended and was not yet told; undefined when there is nothing, or one is
   * under way.
   */
  startDelivery(generationId: string, now: number): Promise<Delivery | undefined>;
  /** Notes the rung about to be tried. */
  moveToRung(key: DeliveryKey, rung: Rung): Promise<void>;
  /**
   * Starts a further delivery of pictures that are kept because no message of theirs could show them; undefined when
   * none of them is, or another delivery is under way.
   */
  startLateDelivery(generationId: string, indexes: readonly number[], now: number): Promise<Delivery | undefined>;
  /** Ends a delivery: its pictures become delivered when they were seen, else kept. */
  endDelivery(key: DeliveryKey, end: DeliveryEnd): Promise<void>;
  /** Notes that the requester was told where an ended delivery went, or cannot be told any more. */
  noteTold(key: DeliveryKey): Promise<void>;
  /** Ended deliveries of which the requester is still to be told. */
  untoldEnds(): Promise<Delivery[]>;
  /** Pictures of messages that stand and could not show them: their files were away. */
  unseen(): Promise<Picture[]>;
  /** The deliveries of one generation, in order. */
  deliveries(generationId: string): Promise<Delivery[]>;
  /** Generations with ended pictures that no delivery told about, and none that is still pending. */
  untold(): Promise<string[]>;
  /** Deliveries cut off before their end. */
  openDeliveries(): Promise<Delivery[]>;
}
