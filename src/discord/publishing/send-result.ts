import { createLimit } from '../../kit/limit.ts';
import { withinTime } from '../../kit/time-limit.ts';
import type { PublishOutcome, ResultMessage } from '../../ports/publisher.ts';
import type { MessageBody, MessageFile, RenderedMessage } from '../render/rendered.ts';
import { renderResultClassic } from '../render/result/result-classic.ts';
import { renderResult } from '../render/result/result.ts';
import { judgeError } from '../rest/rest-errors.ts';
import type { Verdict } from '../rest/rest-errors.ts';
import { errorFields } from '../rest/safe-error.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';
import { seenMessageSchema } from './seen-message.ts';

/** One request that carries a message to Discord. */
type Attempt = (body: MessageBody, files: MessageFile[], signal: AbortSignal) => Promise<unknown>;

/** Sends a result by the given request; on an invalid form once more as a classic message. */
export type SendResult = (message: ResultMessage, mention: boolean, attempt: Attempt) => Promise<PublishOutcome>;

/** 200 uploads at once took 578 MB; a few are as fast. */
const UPLOADS_AT_ONCE = 8;
/** Everything included, an answer that never ends too; an attempt cut off counts as unclear. */
const SEND_LIMIT_MS = 60_000;

/** Makes the one function through which results leave, so that uploads are bounded together. */
export function createSendResult({ rest, log }: Pick<PublisherDependencies, 'rest' | 'log'>): SendResult {
  const limitUploads = createLimit(UPLOADS_AT_ONCE);

  async function send(generationId: string, { body, files }: RenderedMessage, attempt: Attempt): Promise<Sent> {
    let answer: unknown;
    try {
      answer = await withinTime(SEND_LIMIT_MS, async (signal) => attempt(body, files, signal));
    } catch (error) {
      const verdict = judgeError(error, { repeats: rest.options.retries > 0 });
      log.warn({ generationId, verdict: verdict.kind, ...errorFields(error) }, 'Discord did not take a result');
      return verdict;
    }
    const message = seenMessageSchema.safeParse(answer).data;
    if (message === undefined) return { kind: 'unclear' };
    return { kind: 'published', channelId: message.channel_id, messageId: message.id };
  }

  return (message, mention, attempt) =>
    limitUploads(async () => {
      const { id } = message.generation;
      const sent = await send(id, renderResult(message, { mention }), attempt);
      if (sent.kind !== 'invalid-form') return sent;
      const again = await send(id, renderResultClassic(message, { mention }), attempt);
      return again.kind === 'invalid-form' ? { kind: 'closed', detail: again.detail } : again;
    });
}

type Sent = Verdict | Extract<PublishOutcome, { kind: 'published' }>;
