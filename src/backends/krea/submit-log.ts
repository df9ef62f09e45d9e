import type { Failure } from '../../core/picture/failure.ts';
import type { SubmitOutcome } from '../../ports/image-api.ts';
import type { Log } from '../../ports/log.ts';
import { knownField } from './problem/problem-field.ts';

type Line = { level: 'info' | 'warn' | 'error'; message: string };

/** What only the operator can mend is an error. */
const REFUSALS: Partial<Record<Failure['reason'], Line>> = {
  'token-refused': { level: 'error', message: 'Krea refuses the API token' },
  'not-permitted': { level: 'error', message: 'Krea knows the API token but does not permit this' },
  'balance-empty': { level: 'error', message: 'the API balance at Krea is used up' },
  'not-found': { level: 'error', message: 'Krea does not know the address of this model' },
  'model-retired': { level: 'error', message: 'Krea has retired this model' },
  'invalid-request': { level: 'warn', message: 'Krea refuses a setting' },
  moderated: { level: 'info', message: 'a moderation filter at Krea refused a request' },
};

/** Writes the line of a refusal; the same whatever Krea was asked for. */
export function logRefusal(log: Log, failure: Failure, fields: object): void {
  const line = REFUSALS[failure.reason] ?? { level: 'error', message: 'a request could not be put to Krea' };
  const field = 'field' in failure ? { field: knownField(failure.field) } : {};
  log[line.level]({ ...fields, ...failure, ...field }, line.message);
}

/** Writes one line for each outcome of a submit; the text alone tells what happened. */
export function logSubmit(log: Log, outcome: SubmitOutcome, fields: object): void {
  switch (outcome.kind) {
    case 'accepted':
      log.debug({ ...fields, jobId: outcome.remoteId }, 'Krea accepted a job');
      break;
    case 'rejected': {
      const { failure, detail } = outcome;
      logRefusal(log, failure, { ...fields, detail });
      break;
    }
    case 'stale-reference':
      log.info(fields, 'Krea no longer knows the upload of a style reference');
      break;
    case 'busy':
      log.warn({ ...fields, retryAfterMs: outcome.retryAfterMs }, 'Krea takes no more jobs at the moment');
      break;
    case 'unreachable':
      log.warn(fields, 'Krea could not be reached, and nothing was sent');
      break;
    case 'unclear':
      log.error({ ...fields, detail: outcome.detail }, 'it is not known whether Krea accepted a job');
      break;
  }
}
