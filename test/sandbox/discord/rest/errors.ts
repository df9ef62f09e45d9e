import type { Json, JsonObject } from '../state/json.ts';

/** One mistake in a request body: where, Discord's short code, and words. */
export type FormMistake = { readonly path: readonly PropertyKey[]; readonly code: string; readonly message: string };

/** An answer Discord gives instead of carrying out a request. */
export class DiscordError extends Error {
  readonly status: number;
  readonly body: JsonObject;

  constructor(status: number, body: JsonObject) {
    super(JSON.stringify(body));
    this.status = status;
    this.body = body;
  }
}

const known = {
  unauthorized: [401, 0, '401: Unauthorized'],
  notFound: [404, 0, '404: Not Found'],
  methodNotAllowed: [405, 0, '405: Method Not Allowed'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  slowmode: [400, 20016, 'This action cannot be performed due to slowmode rate limit'],
  tooLarge: [413, 40005, 'Request entity too large'],
  acknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  maxFollowUps: [400, 40094, 'This interaction has reached the maximum number of follow up messages.'],
  userAgent: [403, 40333, 'internal network error'],
  missingAccess: [403, 50001, 'Missing Access'],
  notAuthor: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  cannotDm: [403, 50007, 'Cannot send messages to this user'],
  wrongChannelType: [400, 50024, 'Cannot execute action on this channel type'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  invalidWebhookToken: [401, 50027, 'Invalid Webhook Token'],
  badVersion: [400, 50041, 'Invalid API version'],
  threadArchived: [400, 50083, 'Thread is archived'],
  badJson: [400, 50109, 'The request body contains invalid JSON.'],
  autoMod: [400, 200000, 'Message was blocked by AutoMod'],
} as const;

/** The named refusal, ready to be thrown. */
export function refusal(name: keyof typeof known): DiscordError {
  const [status, code, message] = known[name];
  return new DiscordError(status, { message, code });
}

type Nested = { [key: string]: Nested | { code: string; message: string }[] };

/** 50035 with Discord's nested `errors` object. */
export function invalidForm(mistakes: readonly FormMistake[]): DiscordError {
  const errors: Nested = {};
  for (const { path, code, message } of mistakes) {
    let at = errors;
    for (const step of path) {
      const key = String(step);
      const next = at[key];
      const inner: Nested = next === undefined || Array.isArray(next) ? {} : next;
      at[key] = inner;
      at = inner;
    }
    const here = at['_errors'];
    at['_errors'] = [...(Array.isArray(here) ? here : []), { code, message }];
  }
  const shape: Json = errors;
  return new DiscordError(400, { message: 'Invalid Form Body', code: 50035, errors: shape });
}

/** 50035 for a single mistake. */
export function invalid(path: readonly PropertyKey[], code: string, message: string): DiscordError {
  return invalidForm([{ path, code, message }]);
}
