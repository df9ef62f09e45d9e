import type { StrengthRanges } from '../../core/picture/request.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Http } from '../http/http.ts';

/** How long each kind of call may take in all, in milliseconds. */
export interface Timeouts {
  submitMs: number;
  /** Everything that only asks or cancels. */
  lookMs: number;
  uploadMs: number;
}

/** What the operations on Krea are made of. */
export interface KreaParts {
  http: Http;
  log: Log;
  clock: Pick<Clock, 'now' | 'monotonic'>;
  token: string;
  strengths: StrengthRanges;
  timeouts: Timeouts;
}
