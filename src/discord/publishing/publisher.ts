import { Routes } from 'discord.js';

import { withinTime } from '../../kit/time-limit.ts';
import type { PublishOutcome, Publisher, ResultMessage } from '../../ports/publisher.ts';
import { newMessage } from '../render/rendered.ts';
import { renderProgress } from '../render/result/progress.ts';
import { openDirect } from '../rest/direct-channel.ts';
import { withFiles } from '../rest/multipart.ts';
import { judgeError } from '../rest/rest-errors.ts';
import { errorFields } from '../rest/safe-error.ts';
import { createLandedChecks } from './landed.ts';
import { createPointTo } from './point-to.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';
import { createSendResult } from './send-result.ts';
import { createTellKept } from './tell-kept.ts';

/** A late progress message is worth nothing, and edits of one reply queue up behind each other. */
const PROGRESS_LIMIT_MS = 3_000;

/**
 * Publishes over discord.js's REST. Routes that carry a reply's token go without the bot's own
 * authorisation, so that an ended token can never make discord.js forget the bot's.
 */
export function createPublisher(dependencies: PublisherDependencies): Publisher {
  const { rest, log } = dependencies;
  const sendResult = createSendResult({ rest, log });

  function post(channelId: string, message: ResultMessage, nonce: string, mention: boolean): Promise<PublishOutcome> {
    return sendResult(message, mention, (body, files, signal) =>
      rest.post(Routes.channelMessages(channelId), { ...withFiles(newMessage(body, nonce), files), signal }),
    );
  }

  return {
    editReply(reply, message) {
      const route = Routes.webhookMessage(reply.applicationId, reply.token, '@original');
      return sendResult(message, false, (body, files, signal) =>
        rest.patch(route, { ...withFiles(body, files), signal, auth: false }),
      );
    },

    async postToChannel(message, nonce) {
      const { isPrivate, place } = message.generation;
      if (isPrivate) return { kind: 'closed', detail: 'private' };
      return post(place.channelId, message, nonce, true);
    },

    async sendDirect(message, nonce) {
      let channelId: string;
      try {
        channelId = await openDirect(rest, message.generation.userId);
      } catch (error) {
        log.warn(
          { generationId: message.generation.id, ...errorFields(error) },
          'Discord did not open the direct messages',
        );
        const verdict = judgeError(error, { repeats: false });
        // Opening posts nothing, so a lost answer is only a delay.
        if (verdict.kind === 'unclear') return { kind: 'delayed', retryAfterMs: 5_000 };
        return verdict.kind === 'invalid-form' ? { kind: 'closed', detail: verdict.detail } : verdict;
      }
      return post(channelId, message, nonce, false);
    },

    ...createLandedChecks(dependencies),

    async showProgress(reply, progress) {
      const route = Routes.webhookMessage(reply.applicationId, reply.token, '@original');
      try {
        const body = renderProgress(progress);
        await withinTime(PROGRESS_LIMIT_MS, async (signal) => rest.patch(route, { body, auth: false, signal }));
      } catch (error) {
        log.debug({ generationId: progress.generation.id, ...errorFields(error) }, 'progress could not be shown');
      }
    },

    pointTo: createPointTo(dependencies),
    tellKept: createTellKept(dependencies),
  };
}
