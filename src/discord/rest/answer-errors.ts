import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';

/** The interaction has got its first answer already: ours, or that of another process. */
export function isAlreadyAnswered(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;
}

/** Discord no longer knows the interaction: more than three seconds, or a token that has ended. */
export function isLate(error: unknown): boolean {
  if (!(error instanceof DiscordAPIError)) return false;
  return error.code === RESTJSONErrorCodes.UnknownInteraction || error.code === RESTJSONErrorCodes.InvalidWebhookToken;
}

/** The message of the answer was deleted. */
export function isGone(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMessage;
}
