import { DiscordAPIError, RESTJSONErrorCodes, Routes } from 'discord.js';

import type { Generation } from '../../core/picture/generation.ts';
import { isReplyOpen } from '../../core/picture/generation.ts';
import { withinTime } from '../../kit/time-limit.ts';
import type { Landed, Publisher } from '../../ports/publisher.ts';
import { openDirect } from '../rest/direct-channel.ts';
import { judgeError } from '../rest/rest-errors.ts';
import { errorFields } from '../rest/safe-error.ts';
import { createFindMessage } from './find-result.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';
import { picturesIn, seenMessageSchema, showsResult } from './seen-message.ts';
import type { SeenMessage } from './seen-message.ts';

const READ_LIMIT_MS = 15_000;
const UNKNOWN: Landed = { kind: 'unknown' };
const HIDDEN: Landed = { kind: 'hidden' };

/** Looks whether an earlier attempt is to be seen. What cannot be looked at is unknown, never "no". */
export function createLandedChecks({
  rest,
  applicationId,
  botUserId = applicationId,
  clock,
  log,
}: PublisherDependencies): Pick<Publisher, 'landedInReply' | 'landedIn'> {
  const findMessage = createFindMessage(rest, new Set([applicationId, botUserId]));

  async function lookFor(generation: Generation, look: () => Promise<Landed>, whenGone: Landed): Promise<Landed> {
    try {
      return await look();
    } catch (error) {
      if (isGone(error)) return whenGone;
      log.warn({ generationId: generation.id, ...errorFields(error) }, 'an earlier result could not be looked for');
      // What Discord does not let us see stays unknown; everything else may be better in a moment.
      return judgeError(error, { repeats: false }).kind === 'closed' ? HIDDEN : UNKNOWN;
    }
  }

  function byToken(generation: Generation): Promise<Landed> {
    const { applicationId: webhookId, token } = generation.reply;
    const route = Routes.webhookMessage(webhookId, token, '@original');
    const look = async () =>
      judgeMessage(
        generation,
        await withinTime(READ_LIMIT_MS, async (signal) => rest.get(route, { auth: false, signal })),
      );
    return lookFor(generation, look, { kind: 'no' });
  }

  async function byBot(generation: Generation): Promise<Landed> {
    const { messageId } = generation.reply;
    if (messageId === null) return HIDDEN;
    const route = Routes.channelMessage(generation.place.channelId, messageId);
    const look = async () =>
      judgeMessage(generation, await withinTime(READ_LIMIT_MS, async (signal) => rest.get(route, { signal })));
    // To the bot a message that only one person sees looks like one that does not exist.
    return lookFor(generation, look, generation.isPrivate ? HIDDEN : { kind: 'no' });
  }

  return {
    async landedInReply(generation) {
      const seen = isReplyOpen(generation, clock.now()) ? await byToken(generation) : HIDDEN;
      if (seen.kind === 'yes' || seen.kind === 'no') return seen;
      const byOthers = await byBot(generation);
      // While the token may still tell, nothing is hidden for good.
      return byOthers.kind === 'hidden' ? seen : byOthers;
    },

    landedIn(where, generation, after) {
      const isDirect = where === 'direct';
      const look = async () => {
        const channelId = isDirect ? await openDirect(rest, generation.userId) : generation.place.channelId;
        const isHistoryKnown = isDirect || generation.place.guildId === null;
        const isWanted = (message: SeenMessage): boolean => showsResult(message, generation.id);
        return findMessage(
          {
            channelId,
            after,
            name: `${channelId} ${generation.id} ${after}`,
            isWanted,
            picturesIn: (message) => picturesIn(message, generation.id),
          },
          { isHistoryKnown },
        );
      };
      return lookFor(generation, look, { kind: 'no' });
    },
  };
}

function judgeMessage({ id }: Generation, answer: unknown): Landed {
  const message = seenMessageSchema.parse(answer);
  if (!showsResult(message, id)) return { kind: 'no' };
  return {
    kind: 'yes',
    channelId: message.channel_id,
    messageId: message.id,
    shown: picturesIn(message, id),
  };
}

/** The channel or message does not exist: there is nothing to be seen in it. */
function isGone(error: unknown): boolean {
  if (!(error instanceof DiscordAPIError)) return false;
  return error.code === RESTJSONErrorCodes.UnknownMessage || error.code === RESTJSONErrorCodes.UnknownChannel;
}
