import type { Balance } from '../core/money/budget.ts';
import type { Generation, ReplyHandle } from '../core/picture/generation.ts';
import type { PictureRequest } from '../core/picture/request.ts';

/** What the files of one message may have together: Discord takes 25 MiB a request, and the rest needs some of it. */
export const MAX_FILES_BYTES = 24 * 1024 * 1024;

/** A picture ready to be shown, already small enough to upload. */
export interface ShownPicture {
  index: number;
  bytes: Uint8Array;
  extension: string;
  /** It cannot be shown, only handed over. */
  isFile?: true;
}

/** Why a finished picture's file could not be had just now; its address stays on record. */
export type UnreadCause = 'missing' | 'not-a-picture' | 'too-large' | 'untrusted' | 'unreachable';

/** A result, to be worded and laid out by the adapter that publishes it. */
export interface ResultMessage {
  generation: Generation;
  /** The pictures that this message shows; those of the generation that are missing here are explained in words. */
  pictures: readonly ShownPicture[];
  /** What is the matter with finished pictures that are not shown, by index. */
  unread?: ReadonlyMap<number, UnreadCause>;
  /** An earlier message told of these pictures in words, with what they cost. */
  isChargeTold?: true;
  /** Undefined when its rules cannot be read. */
  wallet: { balance: Balance; cap: number } | undefined;
  /** The request of the picture that a reroll or remix was made from, when it is known: it lets the change be named. */
  parentRequest?: PictureRequest | undefined;
}

/** How far a generation is, in words for its requester. */
export interface ProgressMessage {
  generation: Generation;
  phase:
    | { kind: 'queued'; position: number; of: number }
    | { kind: 'submitting' | 'reference-trouble' }
    | { kind: 'painting'; seconds: number; finished: number }
    | { kind: 'busy' | 'unreachable' | 'token-refused'; seconds: number }
    | { kind: 'uncertain' };
}

/** What came of publishing. `unclear` may have landed; everything else certainly did not. */
export type PublishOutcome =
  | { kind: 'published'; channelId: string; messageId: string }
  /**
   * This way is closed: token ended, message or channel gone, no permission, direct messages refused. `mayReopen`: for
   * want of a permission, which Discord also says in an outage, and which moderators give back.
   */
  | { kind: 'closed'; detail: string; mayReopen?: boolean }
  /** The files are larger than Discord takes here. */
  | { kind: 'too-large' }
  /** The server's AutoMod refuses the text. */
  | { kind: 'blocked' }
  /** Refused for a passing reason (slow mode, rate limit, outage); nothing was posted. */
  | { kind: 'delayed'; retryAfterMs: number }
  | { kind: 'unclear' };

/**
 * Whether an earlier attempt is to be seen in Discord: `unknown` just now, `hidden` for as long as we may not look.
 * `shown`: the pictures that its message holds, so that the others are still brought; undefined when it does not say.
 */
export type Landed =
  | { kind: 'yes'; channelId: string; messageId: string; shown?: readonly number[] | undefined }
  | { kind: 'no' }
  | { kind: 'unknown' }
  | { kind: 'hidden' };

/** Whether the message could be sent: `gone` when there is no way, `later` when there may be one soon. */
export type TellOutcome = 'told' | 'gone' | 'later';

/** Shows results where people see them. Methods never throw for Discord's sake. */
export interface Publisher {
  /** Edits the interaction's reply; repeating it is harmless. */
  editReply(reply: ReplyHandle, message: ResultMessage): Promise<PublishOutcome>;
  /**
   * Posts in the generation's channel, mentioning only the requester. `nonce` (≤ 25 characters) lets Discord drop a
   * repetition.
   */
  postToChannel(message: ResultMessage, nonce: string): Promise<PublishOutcome>;
  /** Sends a direct message to the requester. */
  sendDirect(message: ResultMessage, nonce: string): Promise<PublishOutcome>;
  /** Looks whether the generation's result already stands in its reply. */
  landedInReply(generation: Generation): Promise<Landed>;
  /**
   * Looks whether the generation's result already stands in the channel, or in the direct messages. `after` is an id
   * that Discord gave before it can have been posted: our clock says nothing about Discord's.
   */
  landedIn(where: 'channel' | 'direct', generation: Generation, after: string): Promise<Landed>;
  /** Edits the reply to say how far it is. Gives up silently: nothing depends on it. */
  showProgress(reply: ReplyHandle, progress: ProgressMessage): Promise<void>;
  /** Says in the reply, while it can be edited, where the result went; repeating it is harmless. */
  pointTo(
    generation: Generation,
    target: { rung: 'channel' | 'direct'; channelId: string; messageId: string } | 'kept',
  ): Promise<TellOutcome>;
  /** Tells the requester alone, while the reply's token lives, that these late pictures are kept. */
  tellKept(late: Generation): Promise<TellOutcome>;
}
