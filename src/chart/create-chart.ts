import { Worker } from 'node:worker_threads';

import { z } from 'zod';

import type { DrawChart } from '../app/ports/chart.ts';
import { chartData } from './chart-data.ts';
import type { ChartData } from './chart-data.ts';

const pngSchema = z.instanceof(Uint8Array);

/** Many times what a chart takes on a slow machine. */
const DEADLINE_MS = 30_000;

/**
 * Draws each chart in a thread of its own, one after the other: the event loop stays free, and the library's
 * memory is given back with the thread. The thread sees no environment, hence no tokens. Throws when it fails.
 */
export function createChart(): DrawChart {
  let last: Promise<unknown> = Promise.resolve();
  return async (report) => {
    const data = chartData(report);
    const drawn = last.then(async () => drawInThread(data));
    last = drawn.catch(() => undefined);
    return drawn;
  };
}

function drawInThread(data: ChartData): Promise<Uint8Array> {
  const worker = new Worker(new URL('chart-worker.ts', import.meta.url), { workerData: data, env: {}, execArgv: [], stdout: true, stderr: true });
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => end(() => reject(new Error('Drawing the chart took too long.'))), DEADLINE_MS);
    function end(settle: () => void): void {
      clearTimeout(deadline);
      settle();
      void worker.terminate();
    }
    worker.once('message', (message: unknown) => end(() => resolve(pngSchema.parse(message))));
    worker.once('error', (error) => end(() => reject(error)));
    worker.once('exit', () => end(() => reject(new Error('The drawing thread ended without a chart.'))));
  });
}
