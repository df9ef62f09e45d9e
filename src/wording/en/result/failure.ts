import type { Failure } from '../../../core/picture/failure.ts';
import { quoteShort } from '../../format/safe-text.ts';

/**
 * What happened, and what the member can do next; what it cost depends on the picture's state and stands between
 * them.
 */
export interface FailureWords {
  what: string;
  next: string;
}

const TELL_OPERATOR = 'Only the bot’s operator can fix that; please let them know.';

/** The words for a failure, without the money. */
export function failureWords(failure: Failure): FailureWords {
  switch (failure.reason) {
    case 'token-refused':
      return { what: 'Krea didn’t accept this bot’s access key.', next: TELL_OPERATOR };
    case 'not-permitted':
      return {
        what: 'Krea accepts this bot’s access key but doesn’t allow this picture: a permission or plan is missing.',
        next: TELL_OPERATOR,
      };
    case 'balance-empty':
      return {
        what: 'This bot’s prepaid balance at Krea is used up.',
        next: 'Please let the bot’s operator know, and try again later.',
      };
    case 'not-found':
      return {
        what: 'Krea no longer understands this kind of request; the bot may be out of date.',
        next: TELL_OPERATOR,
      };
    case 'model-retired':
      return { what: 'Krea no longer offers this model.', next: 'Try another one with Remix.' };
    case 'invalid-request':
      return {
        what: `Krea didn’t accept ${settingWords(failure.field)}.`,
        next: 'Change it with Remix and try again.',
      };
    case 'krea-busy':
      return { what: 'Krea was too busy for too long.', next: 'Try again in a few minutes.' };
    case 'krea-unreachable':
      return { what: 'Krea couldn’t be reached.', next: 'Try again in a few minutes.' };
    case 'moderated':
      return { what: 'Krea’s content filter rejected it.', next: 'Try Remix with other words.' };
    case 'job-failed':
      return {
        what: 'Something went wrong at Krea while it was painting.',
        next: 'Try again; if it keeps failing, change the prompt with Remix.',
      };
    case 'deadline':
      return { what: 'It took too long, so I stopped it.', next: 'Try again.' };
    case 'never-started':
      return { what: 'The request got lost on its way to Krea, and nothing was painted.', next: 'Try again.' };
    case 'reference-refused':
      return { what: 'Krea couldn’t use one of the style references.', next: 'Try again with another image.' };
    case 'reference-missing':
      return {
        what: 'One of the style references is no longer stored here.',
        next: 'Attach it again in a new request.',
      };
    case 'written-off':
      return {
        what: 'It never became clear whether Krea painted this picture, so it was closed.',
        next: 'Try again.',
      };
    case 'file-removed':
      return {
        what: 'I no longer have this picture: the bot’s operator limits how long pictures are kept.',
        next: 'Reroll makes it again.',
      };
    case 'no-picture':
      return {
        what: 'Krea says it’s finished, but didn’t deliver a picture.',
        next: 'Please let the bot’s operator know, so that they can take it up with Krea.',
      };
    case 'internal':
      return {
        what: 'Something unexpected went wrong in this bot.',
        next: 'Try again; if it happens again, give the bot’s operator the id.',
      };
  }
}

/** A failure in full: what happened, what it cost, what to do next. `money` is a sentence such as "Not charged." */
export function describeFailure(failure: Failure, money = 'Not charged.'): string {
  const { what, next } = failureWords(failure);
  return `${what} ${money} ${next}`;
}

function settingWords(field: string | null): string {
  return field === null ? 'one of the settings' : `the setting “${quoteShort(field, 60)}”`;
}
