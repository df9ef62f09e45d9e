import { z } from 'zod';

import type { Modal } from './modal.ts';
import { SWITCHES } from './switches.ts';

const here = { as: z.string(), channelId: z.string() };
const value = z.union([z.string(), z.number(), z.boolean()]);
const values = z.record(z.string(), value);

/** Everything that a person can do in the page. Files come beside it, under the name of their option or field. */
export const action = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('command'), ...here, name: z.string(), values }),
  z.strictObject({ do: z.literal('suggest'), ...here, name: z.string(), values, focused: z.string() }),
  z.strictObject({ do: z.literal('menu'), ...here, name: z.string(), targetId: z.string() }),
  z.strictObject({ do: z.literal('press'), ...here, messageId: z.string(), customId: z.string() }),
  z.strictObject({
    do: z.literal('select'),
    ...here,
    messageId: z.string(),
    customId: z.string(),
    values: z.array(z.string()),
  }),
  z.strictObject({
    do: z.literal('submit'),
    ...here,
    openedBy: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.boolean()])),
  }),
  z.strictObject({ do: z.literal('say'), ...here, content: z.string() }),
  z.strictObject({ do: z.literal('remove'), ...here, messageId: z.string() }),
  z.strictObject({ do: z.literal('switch'), ...here, name: z.enum(SWITCHES) }),
]);

export type Action = z.output<typeof action>;
export type Suggestion = { name: string; value: string | number };

/** What came of an action; what the bot shows arrives by the stream. */
export type ActionOutcome =
  | { kind: 'done' }
  | { kind: 'suggestions'; suggestions: Suggestion[] }
  | { kind: 'modal'; modal: Modal }
  /** Discord's client would not let them. */
  | { kind: 'refused'; reason: string }
  /** The bot did not answer within three seconds. */
  | { kind: 'no-answer' };
