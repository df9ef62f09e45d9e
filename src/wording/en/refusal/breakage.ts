import { StoreUnavailable } from '../../../ports/store/store-unavailable.ts';
import { UnreadableRecord } from '../../../ports/store/unreadable-record.ts';

const BROKE =
  'Something went wrong on my side. If a picture was already on its way, it will still arrive; otherwise ' +
  'nothing is charged. Please try again in a minute.';
const NO_RECORDS =
  'I can’t use my records right now. If a picture was already on its way, it will still arrive; otherwise ' +
  'nothing is charged. Please try again in a minute.';
const NO_RULES =
  'I can’t read this server’s rules and budget, so I won’t start anything here. Nothing was changed or ' +
  'charged. Only the bot’s operator can fix that; please let them know.';
const NO_RECORD =
  'I can’t read my record of this, so I left it as it is. Nothing was changed or charged. Only the bot’s ' +
  'operator can fix that; please let them know.';

/** Words for an error in the middle of an answer: what is known of its reason, the money, and what to do next. */
export function describeBreakage(error: unknown): string {
  if (error instanceof UnreadableRecord) return error.table === 'guild_rules' ? NO_RULES : NO_RECORD;
  return error instanceof StoreUnavailable ? NO_RECORDS : BROKE;
}
