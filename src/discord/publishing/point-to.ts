import { Routes } from 'discord.js';

import type { Generation } from '../../core/picture/generation.ts';
import { isReplyOpen } from '../../core/picture/generation.ts';
import { withinTime } from '../../kit/time-limit.ts';
import type { Publisher } from '../../ports/publisher.ts';
import { wording } from '../../wording/wording.ts';
import { textMessage } from '../render/rendered.ts';
import { isPassing, judgeError } from '../rest/rest-errors.ts';
import { errorFields } from '../rest/safe-error.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';

const POINT_LIMIT_MS = 10_000;

/**
 * Edits the old reply to say where the result went: by its token while that lives, else, or when Discord has
 * ended it early, by the bot where everybody sees it.
 */
export function createPointTo({ rest, clock, log }: PublisherDependencies): Publisher['pointTo'] {
  return async (generation, target) => {
    const isAlive = isReplyOpen(generation, clock.now());
    const ways = [
      { route: isAlive ? tokenRoute(generation) : undefined, auth: false },
      { route: botRoute(generation), auth: true },
    ];
    // Without controls: a reply that only points must not look like the result when it is looked for.
    const body = textMessage(wording.result.describePointer(generation, target));
    let mayBeLater = false;
    for (const { route, auth } of ways) {
      if (route === undefined) continue;
      try {
        await withinTime(POINT_LIMIT_MS, async (signal) => rest.patch(route, { body, auth, signal }));
        return 'told';
      } catch (error) {
        mayBeLater ||= isPassing(judgeError(error, { repeats: false }));
        log.debug(
          { generationId: generation.id, ...errorFields(error) },
          'the reply could not be pointed to its result',
        );
      }
    }
    return mayBeLater ? 'later' : 'gone';
  };
}

function tokenRoute({ reply }: Generation): `/${string}` {
  return Routes.webhookMessage(reply.applicationId, reply.token, '@original');
}

function botRoute({ reply, place, isPrivate }: Generation): `/${string}` | undefined {
  if (place.guildId === null || isPrivate || reply.messageId === null) return undefined;
  return Routes.channelMessage(place.channelId, reply.messageId);
}
