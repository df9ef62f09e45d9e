import { isReplyOpen } from '../core/generation.ts';
import type { Generation } from '../core/generation.ts';
import type { Clock } from './ports/clock.ts';
import type { Delivery, Rung } from './ports/journal.ts';
import type { Log } from './ports/log.ts';
import type { Images } from './ports/media.ts';
import type { Landed, Publisher, PublishOutcome, ResultMessage, ShownPicture } from './ports/publisher.ts';

/** Discord takes 25 MiB a request in all; the rest of the message needs some of it. */
const MAX_REQUEST_BYTES = 24 * 1024 * 1024;
/** What files are squeezed to when Discord refuses a size that it should have taken. */
const SMALLER_LIMITS = [8, 4, 1].map((mebibytes) => mebibytes * 1024 * 1024);
/** Waits after an unclear or delayed attempt, in milliseconds; when they are used up, the next rung is tried. */
const RETRY_DELAYS_MS = [500, 1_500, 4_000, 10_000];
const MAX_DELAY_MS = 60_000;
/** Waits between looks for an earlier attempt while Discord does not let us look, in milliseconds. */
const LOOK_DELAYS_MS = [1_000, 5_000, 15_000];

export interface PostDeps {
  publisher: Publisher;
  images: Images;
  clock: Clock;
  log: Log;
  stopping: AbortSignal;
}

/** What came of one rung. `postponed`: the process stops, and the next start takes it up. */
export type RungOutcome =
  | { kind: 'published'; channelId: string; messageId: string }
  | { kind: 'closed'; detail: string }
  | { kind: 'postponed' };

export interface Post {
  /** Publishes on one rung, with smaller files and more tries where that helps. */
  attempt(rung: Rung, message: ResultMessage, delivery: Delivery): Promise<RungOutcome>;
  /** Whether an earlier attempt on that rung is to be seen; looks again for a while before that stays unknown. */
  hasLanded(generation: Generation, rung: Rung, since: number): Promise<Landed>;
}

/** Builds one rung's attempt: an attempt that may have landed is repeated only in ways that cannot double it. */
export function createPost({ publisher, images, clock, log, stopping }: PostDeps): Post {
  async function attempt(rung: Rung, message: ResultMessage, delivery: Delivery): Promise<RungOutcome> {
    const limits = [limitPerFile(message), ...SMALLER_LIMITS];
    let [tries, size, mayHaveLanded] = [0, 0, false];
    for (;;) {
      const fitted = await fitAll(message, limits[size] ?? 0);
      const outcome = await publish(rung, fitted, delivery);
      if (outcome.kind === 'published') return outcome;
      if (outcome.kind === 'too-large' && size < limits.length - 1) {
        size += 1;
        continue;
      }
      if (outcome.kind === 'unclear' || outcome.kind === 'delayed') {
        mayHaveLanded ||= outcome.kind === 'unclear';
        const wait = Math.max(RETRY_DELAYS_MS[tries] ?? 0, outcome.kind === 'delayed' ? outcome.retryAfterMs : 0);
        tries += 1;
        if (tries <= RETRY_DELAYS_MS.length && wait <= MAX_DELAY_MS && isOpen(rung, message.generation)) {
          await clock.sleep(wait, stopping);
          if (stopping.aborted) return { kind: 'postponed' };
          // Editing the reply once more is harmless. A second post is dropped only while Discord remembers the nonce.
          const earlier = mayHaveLanded && rung !== 'reply' ? await look(message.generation, rung, delivery.startedAt) : undefined;
          if (earlier?.kind === 'yes') return { kind: 'published', channelId: earlier.channelId, messageId: earlier.messageId };
          continue;
        }
      }
      // Before another rung may post it again: make sure that this one did not.
      const landed = mayHaveLanded ? await hasLanded(message.generation, rung, delivery.startedAt) : { kind: 'no' as const };
      if (stopping.aborted && landed.kind === 'unknown') return { kind: 'postponed' };
      if (landed.kind === 'yes') return { kind: 'published', channelId: landed.channelId, messageId: landed.messageId };
      log.debug({ generationId: message.generation.id, rung, outcome: outcome.kind, landed: landed.kind }, 'rung given up');
      return { kind: 'closed', detail: outcome.kind === 'closed' ? outcome.detail : outcome.kind };
    }
  }

  async function publish(rung: Rung, message: ResultMessage, delivery: Delivery): Promise<PublishOutcome> {
    // Discord drops a second message with the same nonce, so that a repetition cannot double it.
    const nonce = `${delivery.generationId}.${delivery.part}${rung.charAt(0)}`;
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

  async function look(generation: Generation, rung: Rung, since: number): Promise<Landed> {
    return rung === 'reply' ? publisher.landedInReply(generation) : publisher.landedIn(rung, generation, since);
  }

  async function hasLanded(generation: Generation, rung: Rung, since: number): Promise<Landed> {
    let landed = await look(generation, rung, since);
    for (const delay of LOOK_DELAYS_MS) {
      if (landed.kind !== 'unknown' || stopping.aborted) break;
      await clock.sleep(delay, stopping);
      landed = await look(generation, rung, since);
    }
    return landed;
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
          log.error({ generationId: message.generation.id, index: picture.index, err: error }, 'paid picture cannot be made to fit');
          unread.set(picture.index, 'too-large');
          return undefined;
        }
      }),
    );
    return { ...message, pictures: fitted.filter((picture) => picture !== undefined), unread };
  }

  return { attempt, hasLanded };
}

function limitPerFile({ generation, pictures }: ResultMessage): number {
  return Math.min(generation.attachmentLimit, Math.floor(MAX_REQUEST_BYTES / Math.max(1, pictures.length)));
}
