import type { MicroUsd } from '../money/money.ts';
import type { Failure } from './failure.ts';
import type { Price } from './price.ts';
import type { PictureRequest } from './request.ts';

export const PICTURE_STATES = [
  'queued',
  'submitting',
  'uncertain',
  'running',
  'finished',
  'kept',
  'delivered',
  'failed',
  'cancelled',
] as const;

export type PictureState = (typeof PICTURE_STATES)[number];

/** What a change of state does to the held money. */
export type MoneyEffect = 'none' | 'settle' | 'release';

/**
 * Every legal change of state and what it does to the money. The journal carries out both in one
 * transaction, and this table is the only place that says when a hold is settled or released.
 *
 *     queued ─ submitting ─ running ─ finished ─ delivered | kept (undeliverable, shown on demand)
 *        └─ cancelled  └─ uncertain  └─ failed | cancelled
 *
 * `submitting → queued` is only for a submit that Krea provably did not take (refused connection, 429).
 * `uncertain` is left by the truth alone: the job was found, was never made, or a moderator decides.
 */
const TRANSITIONS: Record<PictureState, Partial<Record<PictureState, MoneyEffect>>> = {
  queued: { submitting: 'none', cancelled: 'release', failed: 'release' },
  submitting: { queued: 'none', running: 'none', uncertain: 'none', failed: 'release' },
  uncertain: { running: 'none', finished: 'settle', failed: 'release', cancelled: 'release' },
  running: { finished: 'settle', failed: 'release', cancelled: 'release', uncertain: 'none' },
  finished: { delivered: 'none', kept: 'none' },
  kept: { delivered: 'none' },
  delivered: {},
  failed: {},
  cancelled: {},
};

/** The effect on the money of a legal change of state, or undefined when the change is not legal. */
export function moneyEffect(from: PictureState, to: PictureState): MoneyEffect | undefined {
  return TRANSITIONS[from][to];
}

/** Still to be worked on: recovery takes these up after a restart. */
export const UNFINISHED_STATES = [
  'queued',
  'submitting',
  'uncertain',
  'running',
  'finished',
] as const satisfies PictureState[];

/** Not settled yet whether there will be a picture, and work on it is under way: a delivery waits for these. */
export function isPending(state: PictureState): boolean {
  return state === 'queued' || state === 'submitting' || state === 'running';
}

/** Krea made it and billed it. */
export function isPaid(state: PictureState): boolean {
  return state === 'finished' || state === 'kept' || state === 'delivered';
}

export const WALLET_SCOPES = ['guild', 'direct'] as const;

/** Where the money comes from: a server, or one person's wallet for direct messages and user installs. */
export interface Wallet {
  scope: (typeof WALLET_SCOPES)[number];
  id: string;
}

/** Where a generation was asked for, and where its answer belongs. */
export interface Place {
  guildId: string | null;
  channelId: string;
}

/** What it takes to edit the interaction's reply: the token works until {@link REPLY_LIFE_MS} after creation. */
export interface ReplyHandle {
  applicationId: string;
  /** Empty when there is no reply: what moderators approved begins long after its interaction. */
  token: string;
  /** The reply's own message, known from the acknowledgement; null when Discord did not say. */
  messageId: string | null;
}

/** How long a reply can be edited: Discord says 15 minutes, the last one is left as a margin. */
export const REPLY_LIFE_MS = 14 * 60_000;

/** Whether the reply can still be edited by its token. */
export function isReplyOpen({ reply, createdAt }: Pick<Generation, 'reply' | 'createdAt'>, now: number): boolean {
  return reply.token !== '' && now - createdAt < REPLY_LIFE_MS;
}

export const VERBS = ['create', 'reroll', 'reroll-with', 'vary', 'remix'] as const;
export type Verb = (typeof VERBS)[number];

/** Which picture: its generation, and its place among that one's pictures. */
export interface PictureKey {
  generationId: string;
  index: number;
}

/** One picture of a generation. `index` starts at 1; `generationId.index` names it everywhere. */
export interface Picture {
  generationId: string;
  index: number;
  seed: number;
  state: PictureState;
  /** Krea's job id, once known. */
  remoteId: string | null;
  /** Where Krea put the finished picture. */
  url: string | null;
  /** SHA-256 of the picture's bytes in our own store, once copied. */
  hash: string | null;
  failure: Failure | null;
  /** Epoch milliseconds; null until it happens. */
  submittingAt: number | null;
  /** When its submit was under way, by Krea's own clock; null while that is not known. */
  submitFrom: number | null;
  submitTo: number | null;
  runningAt: number | null;
  finishedAt: number | null;
  /** The delivery that told the requester about it; null until one did. */
  deliveryPart: number | null;
}

/** One request of a member: up to four pictures, one reply, one hold per picture. Its id is the interaction's id. */
export interface Generation {
  id: string;
  place: Place;
  wallet: Wallet;
  userId: string;
  verb: Verb;
  parent: { generationId: string; index: number } | null;
  /** The request of the first picture; the others differ in the seed alone. */
  request: PictureRequest;
  price: Price;
  isPrivate: boolean;
  isSpoiler: boolean;
  /** Whether it was asked for where age-restricted content may be seen; null where Discord did not say. */
  isAgeRestricted: boolean | null;
  reply: ReplyHandle;
  /** Largest file Discord accepts here, in bytes. */
  attachmentLimit: number;
  createdAt: number;
  /** The user who removed the message, or null. */
  removedBy: string | null;
  pictures: readonly Picture[];
}

/** The request of one picture of a generation. */
export function requestOf(generation: Pick<Generation, 'request'>, picture: Pick<Picture, 'seed'>): PictureRequest {
  return { ...generation.request, seed: picture.seed };
}

/** What the pictures of a generation cost so far: those that Krea made, and no others. */
export function chargedFor(generation: Pick<Generation, 'price' | 'pictures'>): MicroUsd {
  return generation.price.each * generation.pictures.filter(({ state }) => isPaid(state)).length;
}

/** What is still reserved for pictures without an end. */
export function heldFor(generation: Pick<Generation, 'price' | 'pictures'>): MicroUsd {
  const open = generation.pictures.filter(({ state }) => isPending(state) || state === 'uncertain');
  return generation.price.each * open.length;
}

/** A picture as it begins: nothing has been sent for it. */
export function queuedPicture(generationId: string, index: number, seed: number): Picture {
  return {
    generationId,
    index,
    seed,
    state: 'queued',
    remoteId: null,
    url: null,
    hash: null,
    failure: null,
    submittingAt: null,
    submitFrom: null,
    submitTo: null,
    runningAt: null,
    finishedAt: null,
    deliveryPart: null,
  };
}
