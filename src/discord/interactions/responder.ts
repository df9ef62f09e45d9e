import { InteractionResponseType, MessageFlags, Routes } from 'discord.js';
import type { APIApplicationCommandOptionChoice, APIModalInteractionResponseCallbackData, REST } from 'discord.js';
import { z } from 'zod';

import type { ReplyHandle } from '../../core/picture/generation.ts';
import { withinTime } from '../../kit/time-limit.ts';
import type { Acknowledgement } from '../../ports/store/pending-answers.ts';
import type { MessageBody, MessageFile } from '../render/rendered.ts';
import { isAlreadyAnswered, isGone, isLate } from '../rest/answer-errors.ts';
import { withFiles } from '../rest/multipart.ts';

/** Discord waits three seconds for the first answer: two attempts have to fit into them. */
const ACKNOWLEDGE_TIMEOUT_MS = 1_300;
const EDIT_TIMEOUT_MS = 10_000;
/** Files of 25 MiB in all leave a slow line that long. */
const UPLOAD_TIMEOUT_MS = 60_000;

const callbackSchema = z.object({ interaction: z.object({ response_message_id: z.string().nullish() }) });

/** The first answer came too late, or was given already: the interaction is not ours to work on. */
export class NotOurs extends Error {
  override name = 'NotOurs';
}

/** The ways to answer one interaction. Exactly one of the first five comes first, within three seconds. */
export interface Responder {
  /** Shows "thinking…"; returns the reply's message id when Discord tells it. */
  defer(isPrivate: boolean): Promise<string | null>;
  /** Acknowledges a press without changing anything. */
  deferUpdate(): Promise<void>;
  /** Answers at once, seen only by the user. */
  answerPrivately(body: MessageBody): Promise<void>;
  openForm(form: APIModalInteractionResponseCallbackData): Promise<void>;
  suggest(choices: readonly APIApplicationCommandOptionChoice<string>[]): Promise<void>;
  /** Edits the reply (after a deferred update: the message of the pressed control); the body lists the files. */
  edit(body: MessageBody, files?: MessageFile[]): Promise<void>;
  /** Adds a message that only the user sees. */
  followUpPrivately(body: MessageBody, files?: MessageFile[]): Promise<void>;
  /** Deletes the reply (after a deferred update: the message of the pressed control); it may be deleted already. */
  deleteReply(): Promise<void>;
}

/**
 * Builds the answers to an interaction over discord.js's REST; no token of the bot is sent with them. `onDefer` is
 * called right before it is acknowledged, with an answer still to come. `afterAnswer` runs after the first answer, and
 * the caller goes on when that is done.
 */
export function createResponder(
  rest: REST,
  interactionId: string,
  { applicationId, token }: ReplyHandle,
  {
    afterAnswer = () => Promise.resolve(),
    onDefer = () => undefined,
  }: { afterAnswer?: () => Promise<void>; onDefer?: (how: Acknowledgement) => void } = {},
): Responder {
  const original = Routes.webhookMessage(applicationId, token, '@original');

  async function callback(type: InteractionResponseType, data?: object): Promise<unknown> {
    const answer = await sendCallback(type, data);
    await afterAnswer();
    return answer;
  }

  async function sendCallback(type: InteractionResponseType, data?: object): Promise<unknown> {
    const send = async (): Promise<unknown> =>
      withinTime(ACKNOWLEDGE_TIMEOUT_MS, async (signal) =>
        rest.post(Routes.interactionCallback(interactionId, token), {
          auth: false,
          body: { type, ...(data !== undefined && { data }) },
          query: new URLSearchParams({ with_response: 'true' }),
          signal,
        }),
      );
    try {
      return await send();
    } catch (error) {
      if (isLate(error) || isAlreadyAnswered(error))
        throw new NotOurs('The interaction is late or answered.', { cause: error });
    }
    try {
      return await send();
    } catch (error) {
      // The first attempt had landed, only its answer was lost.
      if (isAlreadyAnswered(error)) return undefined;
      if (isLate(error)) throw new NotOurs('The interaction is late.', { cause: error });
      throw error;
    }
  }

  return {
    async defer(isPrivate) {
      onDefer(isPrivate ? 'private' : 'public');
      const flags = isPrivate ? { flags: MessageFlags.Ephemeral } : {};
      const answer = callbackSchema.safeParse(
        await callback(InteractionResponseType.DeferredChannelMessageWithSource, flags),
      );
      return answer.data?.interaction.response_message_id ?? null;
    },
    async deferUpdate() {
      onDefer('press');
      await callback(InteractionResponseType.DeferredMessageUpdate);
    },
    async answerPrivately(body) {
      await callback(InteractionResponseType.ChannelMessageWithSource, {
        ...forNewMessage(body),
        flags: MessageFlags.Ephemeral,
      });
    },
    async openForm(form) {
      await callback(InteractionResponseType.Modal, form);
    },
    async suggest(choices) {
      await callback(InteractionResponseType.ApplicationCommandAutocompleteResult, { choices });
    },
    async edit(body, files = []) {
      const limit = files.length === 0 ? EDIT_TIMEOUT_MS : UPLOAD_TIMEOUT_MS;
      await withinTime(limit, async (signal) =>
        rest.patch(original, { ...withFiles(body, files), signal, auth: false }),
      );
    },
    async followUpPrivately(body, files = []) {
      const message = { ...forNewMessage(body), flags: MessageFlags.Ephemeral };
      const limit = files.length === 0 ? EDIT_TIMEOUT_MS : UPLOAD_TIMEOUT_MS;
      await withinTime(limit, async (signal) =>
        rest.post(Routes.webhook(applicationId, token), { ...withFiles(message, files), auth: false, signal }),
      );
    },
    async deleteReply() {
      try {
        await withinTime(EDIT_TIMEOUT_MS, async (signal) => rest.delete(original, { auth: false, signal }));
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    },
  };
}

/** A new message has nothing to be cleared. */
function forNewMessage({ content, ...body }: MessageBody): object {
  return content === null ? body : { ...body, content };
}
