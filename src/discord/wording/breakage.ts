import { StoreUnavailable } from '../../app/ports/store-unavailable.ts';

const BROKE =
  'Something broke on my side. If a picture was already on its way it still arrives; otherwise nothing is charged. Please try again in a minute.';
const NO_RECORDS =
  'I can’t use my records right now: another program holds them, or their disk is in trouble. If a picture was already on its way it still arrives; otherwise nothing is charged. Please try again in a minute.';

/** Words for an error in the middle of an answer: what is known of its reason, the money, and what to do next. */
export function describeBreakage(error: unknown): string {
  return error instanceof StoreUnavailable ? NO_RECORDS : BROKE;
}
