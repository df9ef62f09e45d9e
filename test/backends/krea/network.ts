import { onTestFinished } from 'vitest';

import { createKrea } from '../../../src/backends/krea/create-krea.ts';
import type { KreaOptions } from '../../../src/backends/krea/create-krea.ts';
import { SCHEMA_STRENGTHS } from '../../../src/core/picture/request.ts';
import { createCapturedLog } from '../../fakes/captured-log.ts';
import { startSocketServer } from './socket-server.ts';
import type { SocketServer } from './socket-server.ts';

/** The body of a good answer, to a submit and to a look. */
export const JOB = JSON.stringify({ job_id: 'job-1', status: 'queued' });

/** Tidies up when the running test is over, the latest first. */
export function afterwards(close: () => Promise<void>): void {
  onTestFinished(close);
}

/** A socket server for the running test. */
export async function serve(...given: Parameters<typeof startSocketServer>): Promise<SocketServer> {
  const server = await startSocketServer(...given);
  afterwards(server.close);
  return server;
}

/** The Krea client on real connections, for the running test. */
export function client(apiUrl: string, options: Partial<KreaOptions> = {}) {
  const captured = createCapturedLog();
  const clock = { now: () => 0, monotonic: () => 0 };
  const krea = createKrea({
    apiUrl,
    token: 'secret-token',
    log: captured.log,
    clock,
    strengths: SCHEMA_STRENGTHS,
    ...options,
  });
  afterwards(krea.close);
  return { krea, ...captured };
}
