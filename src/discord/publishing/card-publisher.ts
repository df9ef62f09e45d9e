import { Routes } from 'discord.js';

import type { Approval } from '../../core/rules/approval.ts';
import { withinTime } from '../../kit/time-limit.ts';
import type { Cards } from '../../ports/store/cards.ts';
import { wording } from '../../wording/wording.ts';
import { renderCard } from '../render/card.ts';
import { mentionOnly, newMessage, textMessage } from '../render/rendered.ts';
import { openDirect } from '../rest/direct-channel.ts';
import { isPassing, judgeError } from '../rest/rest-errors.ts';
import type { Verdict } from '../rest/rest-errors.ts';
import { errorFields } from '../rest/safe-error.ts';
import { createFindMessage } from './find-result.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';
import { seenMessageSchema, showsCard } from './seen-message.ts';

const SEND_LIMIT_MS = 15_000;

/** Shows cards over discord.js's REST. */
export function createCards(dependencies: Omit<PublisherDependencies, 'clock'>): Cards {
  const { rest, applicationId, botUserId = applicationId, log } = dependencies;
  const findMessage = createFindMessage(rest, new Set([applicationId, botUserId]));

  return {
    async post(card, channelId) {
      const id = card.kind === 'alert' ? card.alert.id : card.approval.id;
      const body = newMessage(renderCard(card), `${card.kind.slice(0, 2)}${id}`);
      try {
        const route = Routes.channelMessages(channelId);
        const answer = await withinTime(SEND_LIMIT_MS, async (signal) => rest.post(route, { body, signal }));
        const message = seenMessageSchema.safeParse(answer).data;
        return message === undefined
          ? { kind: 'unclear' }
          : { kind: 'published', channelId: message.channel_id, messageId: message.id };
      } catch (error) {
        log.warn({ card: id, ...errorFields(error) }, 'Discord did not take a card');
        const verdict = judge(error);
        return verdict.kind === 'invalid-form' ? { kind: 'closed', detail: verdict.detail } : verdict;
      }
    },

    async landed(key, channelId) {
      try {
        // A card is named by the request that caused it, and no card is older than that.
        return await findMessage(
          {
            channelId,
            after: key.id,
            name: `${channelId} ${key.kind} ${key.id}`,
            isWanted: (message) => showsCard(message, key),
          },
          { isHistoryKnown: false },
        );
      } catch (error) {
        log.warn({ card: key.id, ...errorFields(error) }, 'an earlier card could not be looked for');
        return { kind: isPassing(judge(error)) ? 'unknown' : 'hidden' };
      }
    },

    async edit(card, { channelId, messageId }) {
      const body = { ...renderCard(card), allowed_mentions: mentionOnly() };
      try {
        const route = Routes.channelMessage(channelId, messageId);
        await withinTime(SEND_LIMIT_MS, async (signal) => rest.patch(route, { body, signal }));
        return 'edited';
      } catch (error) {
        log.info(errorFields(error), 'a card could not be brought up to date');
        return isPassing(judge(error)) ? 'later' : 'gone';
      }
    },

    async tellRequester(approval) {
      const direct = await tell(approval, 'direct', async () => openDirect(rest, approval.userId));
      if (direct !== 'closed') return direct;
      const channel = await tell(approval, 'channel', async () => approval.channelId);
      return channel === 'closed' ? 'nowhere' : channel;
    },
  };

  async function tell<Way extends 'direct' | 'channel'>(
    approval: Approval,
    way: Way,
    open: () => Promise<string>,
  ): Promise<Way | 'later' | 'closed'> {
    const message =
      way === 'direct'
        ? textMessage(wording.refusal.describeOutcome(approval))
        : {
            ...textMessage(wording.refusal.describeOutcomeInPublic(approval)),
            allowed_mentions: mentionOnly(approval.userId),
          };
    try {
      const [route, body] = [Routes.channelMessages(await open()), newMessage(message, `to${approval.id}`)];
      await withinTime(SEND_LIMIT_MS, async (signal) => rest.post(route, { body, signal }));
      return way;
    } catch (error) {
      log.info({ approval: approval.id, way, ...errorFields(error) }, 'a requester could not be told');
      return isPassing(judge(error)) ? 'later' : 'closed';
    }
  }

  function judge(error: unknown): Verdict {
    return judgeError(error, { repeats: rest.options.retries > 0 });
  }
}
