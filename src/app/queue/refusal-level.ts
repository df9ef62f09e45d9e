import type { Failure } from '../../core/picture/failure.ts';
import type { Log } from '../../ports/log.ts';

const LEVELS: Partial<Record<Failure['reason'], keyof Log>> = {
  moderated: 'info',
  'invalid-request': 'warn',
  'reference-refused': 'warn',
};

/** How loudly a refusal of the image API is logged: what only the operator can mend is an error. */
export function refusalLevel({ reason }: Failure): keyof Log {
  return LEVELS[reason] ?? 'error';
}
