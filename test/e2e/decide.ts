import type { Actor } from '../sandbox/discord/index.ts';
import { privateAnswer } from './studio.ts';

/** How every answer begins after which things are as they were to be; refusals begin otherwise. */
const DONE = /^(?:Done\.|Limits of |It’s already set that way)/u;

/** Has a moderator change something; when the bot refuses it, the test fails here and not somewhere later. */
export async function decide(
  moderator: Actor,
  subcommand: string,
  options: Record<string, string | number | boolean> = {},
): Promise<string> {
  const { text } = await privateAnswer(moderator.command(`krea-budget ${subcommand}`, options, { forged: true }));
  if (!DONE.test(text))
    throw new Error(`/krea-budget ${subcommand} ${JSON.stringify(options)} was to be done, and was answered: ${text}`);
  return text;
}
