import { isReplyOpen } from '../../core/picture/generation.ts';
import type { Generation } from '../../core/picture/generation.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Images } from '../../ports/media.ts';
import { MAX_FILES_BYTES } from '../../ports/publisher.ts';
import type { Landed, Publisher, PublishOutcome, ResultMessage, ShownPicture } from '../../ports/publisher.ts';
import type { Rung } from '../../ports/store/journal.ts';

/** What files are squeezed to when Discord refuses a size that it should have taken. */
const SMALLER_LIMITS = [8, 4, 1].map((mebibytes) => mebibytes * 1024 * 1024);
/** Waits after an unclear or delayed attempt, in milliseconds; when they are used up, it is tried again much later. */
const RETRY_DELAYS_MS = [500, 1_500, 4_000, 10_000];
/** Pictures do not stay in memory for a longer wait than this. */
const MAX_HOLD_MS = 10_000;

export interface PostDeps {
  publisher: Publisher;
  images: Images;
  clock: Clock;
  log: Log;
  stopping: AbortSignal;
}

/** What came of one rung. `postponed`: nothing is decided, and it has to be tried again. */
export type RungOutcome =
  /** `shown` are the pictures that the message holds. */
  | { kind: 'published'; channelId: string; messageId: string; shown: readonly number[] }
  /** `mayStand`: an earlier attempt may have landed in a channel that we may not read. */
  | { kind: 'closed'; detail: string; mayReopen?: boolean; mayStand?: boolean }
  | { kind: 'postponed'; retryAfterMs: number; mayHaveLanded: boolean; shown: readonly number[] };

/** A `first` attempt tries again within seconds; `once` leaves trying again to its caller. */
export type RetryMode = 'first' | 'once';

/** A delivery as far as posting needs it. */
export interface Posting {
  generationId: string;
  part: number;
  /** An id of Discord's before which nothing of it can have been posted. */
  after: string;
  /** Words alone were said before: without a picture there is nothing to post. */
  mustShow: boolean;
  /** An attempt on the same rung that was made before may have landed. */
  mayHaveLanded?: boolean;
}

export interface Post {
  /** Publishes on one rung, with smaller files and more tries where that helps. */
  attempt(rung: Rung, message: ResultMessage, posting: Posting, retryMode: RetryMode): Promise<RungOutcome>;
  /** Whether an earlier attempt on that rung is to be seen. */
  look(rung: Rung, generation: Generation, posting: Posting): Promise<Landed>;
}

/** Builds one rung's attempt: an attempt that may have landed is repeated only in ways that cannot double it. */
export function createPost({ publisher, images, clock, log, stopping }: PostDeps): Post {
  async function attempt(
    rung: Rung,
    message: ResultMessage,
    posting: Posting,
    retryMode: RetryMode,
  ): Promise<RungOutcome> {
    const limits = [limitPerFile(message), ...SMALLER_LIMITS];
    const delays = retryMode === 'first' ? RETRY_DELAYS_MS : [];
    let [tries, size, mayHaveLanded] = [0, 0, posting.mayHaveLanded === true];
    for (;;) {
      const fitted = await fitAll(message, limits[size] ?? 0);
      const shown = fitted.pictures.map(({ index }) => index);
      if (posting.mustShow && shown.length === 0) return { kind: 'closed', detail: 'nothing to show' };
      const outcome = await publish(rung, fitted, posting);
      if (outcome.kind === 'published') return { ...outcome, shown };
      if (outcome.kind === 'too-large' && size < limits.length - 1) {
        size += 1;
        continue;
      }
      if (outcome.kind === 'unclear' || outcome.kind === 'delayed') {
        mayHaveLanded ||= outcome.kind === 'unclear';
        const retryAfterMs = outcome.kind === 'delayed' ? outcome.retryAfterMs : 0;
        const delay = delays[tries];
        const postponed = { kind: 'postponed', retryAfterMs, mayHaveLanded, shown } as const;
        if (delay === undefined || retryAfterMs > MAX_HOLD_MS || !isOpen(rung, message.generation)) return postponed;
        tries += 1;
        await clock.sleep(Math.max(delay, retryAfterMs), stopping);
        if (stopping.aborted) return postponed;
        // Editing the reply once more is harmless. A second post is dropped only while Discord remembers the nonce.
        const earlier = mayHaveLanded && rung !== 'reply' ? await look(rung, message.generation, posting) : undefined;
        if (earlier?.kind === 'yes') return found(earlier, shown);
        continue;
      }
      // Before another rung may post it again: make sure that this one did not.
      const landed = mayHaveLanded ? await look(rung, message.generation, posting) : { kind: 'no' as const };
      if (landed.kind === 'yes') return found(landed, shown);
      if (landed.kind === 'unknown') return { kind: 'postponed', retryAfterMs: 0, mayHaveLanded, shown };
      log.debug(
        { generationId: message.generation.id, rung, outcome: outcome.kind, landed: landed.kind },
        'rung given up',
      );
      const mayStand = landed.kind === 'hidden';
      return outcome.kind === 'closed' ? { ...outcome, mayStand } : { kind: 'closed', detail: outcome.kind, mayStand };
    }
  }

  async function publish(rung: Rung, message: ResultMessage, { generationId, part }: Posting): Promise<PublishOutcome> {
    // Discord drops a second message with the same nonce, so that a repetition cannot double it.
    const nonce = `${generationId}.${part}${rung.charAt(0)}`;
    switch (rung) {
      case 'reply':
        return publisher.editReply(message.generation.reply, message);
      case 'channel':
        return publisher.postToChannel(message, nonce);
      case 'direct':
        return publisher.sendDirect(message, nonce);
    }
  }

  function isOpen(rung: Rung, generation: Generation): boolean {
    return rung !== 'reply' || isReplyOpen(generation, clock.now());
  }

  async function look(rung: Rung, generation: Generation, { after }: Posting): Promise<Landed> {
    return rung === 'reply' ? publisher.landedInReply(generation) : publisher.landedIn(rung, generation, after);
  }

  /** The message with every picture small enough; one that cannot be made so is told in words. */
  async function fitAll(message: ResultMessage, maxBytes: number): Promise<ResultMessage> {
    const unread = new Map(message.unread);
    const fitted = await Promise.all(
      message.pictures.map(async (picture): Promise<ShownPicture | undefined> => {
        try {
          const { bytes, extension } = await images.fit(picture.bytes, maxBytes);
          return bytes === picture.bytes ? picture : { index: picture.index, bytes, extension };
        } catch (error) {
          log.error(
            { generationId: message.generation.id, index: picture.index, err: error },
            'paid picture cannot be made to fit',
          );
          unread.set(picture.index, 'too-large');
          return undefined;
        }
      }),
    );
    return { ...message, pictures: fitted.filter((picture) => picture !== undefined), unread };
  }

  return { attempt, look };
}

/** What landed may have been an attempt before this one, made while its files were away. */
function found(
  { channelId, messageId, shown }: Landed & { kind: 'yes' },
  wanted: readonly number[],
): RungOutcome & { kind: 'published' } {
  return { kind: 'published', channelId, messageId, shown: shown ?? wanted };
}

function limitPerFile({ generation, pictures }: ResultMessage): number {
  return Math.min(generation.attachmentLimit, Math.floor(MAX_FILES_BYTES / Math.max(1, pictures.length)));
}
