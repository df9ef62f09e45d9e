import type { Dispatcher } from 'undici';

import type { StrengthRanges } from '../../core/picture/request.ts';
import { SUBMIT_TIMEOUT_MS } from '../../core/picture/timing.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ImageApi } from '../../ports/image-api.ts';
import type { Log } from '../../ports/log.ts';
import { openAgents } from '../http/agents.ts';
import { createHttp } from '../http/http.ts';
import { createRemoteClock } from '../http/remote-clock.ts';
import { createCancel } from './cancel.ts';
import { createJobsSince } from './jobs-since.ts';
import { createLook } from './look.ts';
import type { KreaParts, Timeouts } from './parts.ts';
import { createReach } from './reach.ts';
import { createStyles } from './styles.ts';
import { createSubmit } from './submit.ts';
import { createUpload } from './upload.ts';

const TIMEOUTS: Timeouts = { submitMs: SUBMIT_TIMEOUT_MS, lookMs: 10_000, uploadMs: 60_000 };

export interface KreaOptions {
  /** Such as `https://api.krea.ai`. */
  apiUrl: string;
  token: string;
  log: Log;
  clock: Pick<Clock, 'now' | 'monotonic'>;
  /** What strengths are clamped to before they are sent. */
  strengths: StrengthRanges;
  /** Takes the place of our own connections; the caller closes it. */
  agent?: Dispatcher;
  timeouts?: Partial<Timeouts>;
}

export interface Krea extends ImageApi {
  /** Ends every connection, after a short wait for the answers to submits. */
  close(): Promise<void>;
}

/** Makes pictures with Krea 2 over Krea's HTTP API. */
export function createKrea({ apiUrl, token, log, clock, strengths, agent, timeouts }: KreaOptions): Krea {
  const agents = openAgents(agent);
  const remoteClock = createRemoteClock({ clock, log });
  const http = createHttp({ apiUrl, token, agents, clock, remoteClock });
  const parts: KreaParts = { http, log, clock, token, strengths, timeouts: { ...TIMEOUTS, ...timeouts } };
  const submit = createSubmit(parts);
  const submits = new Set<Promise<unknown>>();
  return {
    submit(submission) {
      const submitted = submit(submission).finally(() => submits.delete(submitted));
      submits.add(submitted);
      return submitted;
    },
    look: createLook(parts),
    cancel: createCancel(parts),
    jobsSince: createJobsSince(parts),
    reach: createReach(parts),
    time: () => remoteClock.now(),
    upload: createUpload(parts),
    styles: createStyles(parts),
    close: async () => await agents.close(Promise.allSettled(submits)),
  };
}
