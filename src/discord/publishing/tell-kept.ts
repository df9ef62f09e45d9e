import { MessageFlags, Routes } from 'discord.js';

import { isReplyOpen } from '../../core/picture/generation.ts';
import { withinTime } from '../../kit/time-limit.ts';
import type { Publisher } from '../../ports/publisher.ts';
import { wording } from '../../wording/wording.ts';
import { judgeError } from '../rest/rest-errors.ts';
import { errorFields } from '../rest/safe-error.ts';
import type { PublisherDependencies } from './publisher-dependencies.ts';

const TELL_LIMIT_MS = 10_000;

/** Adds a message to the reply that its requester alone sees; when the token has ended, `/krea-wallet` tells. */
export function createTellKept({ rest, clock, log }: PublisherDependencies): Publisher['tellKept'] {
  return async (late) => {
    const { id, reply } = late;
    if (!isReplyOpen(late, clock.now())) return 'gone';
    const body = { content: wording.result.describeLateKept(late), flags: MessageFlags.Ephemeral };
    try {
      const route = Routes.webhook(reply.applicationId, reply.token);
      await withinTime(TELL_LIMIT_MS, async (signal) => rest.post(route, { body, auth: false, signal }));
      return 'told';
    } catch (error) {
      log.info({ generationId: id, ...errorFields(error) }, 'nobody could be told of a picture that is kept');
      // A lost answer may have come with the message, and a second one would be worse than none.
      return judgeError(error, { repeats: false }).kind === 'delayed' ? 'later' : 'gone';
    }
  };
}
