import { Routes } from 'discord.js';

import type { Cards } from '../app/ports/cards.ts';
import { openDirect } from './direct-channel.ts';
import { findMessage } from './find-result.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';
import { renderCard } from './render/card.ts';
import { newMessage, textMessage } from './render/rendered.ts';
import { judgeError } from './rest-errors.ts';
import { safeError } from './safe-error.ts';
import { seenMessageSchema, showsCard } from './seen-message.ts';
import { describeOutcome } from './wording/approval.ts';

const SEND_LIMIT_MS = 15_000;

/** Shows cards over discord.js's REST. */
export function createCards(dependencies: Omit<PublisherDependencies, 'clock'>): Cards {
  const { rest, applicationId, botUserId = applicationId, log } = dependencies;
  const authors = new Set([applicationId, botUserId]);

  return {
    async post(card, channelId) {
      const id = card.kind === 'alert' ? card.alert.id : card.approval.id;
      const body = newMessage(renderCard(card), `${card.kind.slice(0, 2)}${id}`);
      try {
        const answer = await rest.post(Routes.channelMessages(channelId), { body, signal: AbortSignal.timeout(SEND_LIMIT_MS) });
        const message = seenMessageSchema.safeParse(answer).data;
        return message === undefined ? { kind: 'unclear' } : { kind: 'published', channelId: message.channel_id, messageId: message.id };
      } catch (error) {
        log.warn({ card: id, error: safeError(error) }, 'Discord did not take a card');
        const verdict = judgeError(error, { repeats: rest.options.retries > 0 });
        return verdict.kind === 'invalid-form' ? { kind: 'closed', detail: verdict.detail } : verdict;
      }
    },

    async landed(key, channelId, since) {
      try {
        return await findMessage(rest, channelId, (message) => showsCard(message, key), since, { authors, isHistoryKnown: false });
      } catch (error) {
        log.warn({ card: key.id, error: safeError(error) }, 'An earlier card could not be looked for');
        return { kind: 'unknown' };
      }
    },

    async edit(card, { channelId, messageId }) {
      try {
        await rest.patch(Routes.channelMessage(channelId, messageId), { body: renderCard(card), signal: AbortSignal.timeout(SEND_LIMIT_MS) });
      } catch (error) {
        log.debug({ error: safeError(error) }, 'A card could not be brought up to date');
      }
    },

    async tellRequester(approval) {
      try {
        const channelId = await openDirect(rest, approval.userId);
        const body = newMessage(textMessage(describeOutcome(approval)), `to${approval.id}`);
        await rest.post(Routes.channelMessages(channelId), { body, signal: AbortSignal.timeout(SEND_LIMIT_MS) });
      } catch (error) {
        log.info({ approval: approval.id, error: safeError(error) }, 'a requester could not be told');
      }
    },
  };
}
