import { execFile } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { createLimit } from '../kit/limit.ts';
import type { ChartWords, DrawChart } from '../ports/chart.ts';
import { chartData } from './chart-data.ts';
import type { ChartData } from './chart-data.ts';

/** Many times what a chart takes on a slow machine. */
const DEADLINE_MS = 30_000;
/** Many times what a chart has. */
const MAX_PNG_BYTES = 8 * 1024 * 1024;

const program = fileURLToPath(new URL('chart-process.ts', import.meta.url));

/**
 * Draws each chart in a process of its own, one after the other: the event loop stays free, 100 MB and more are
 * given back, and native code that crashes takes no picture with it. The process sees no environment, hence no
 * tokens. Throws when it fails.
 */
export function createChart(words: ChartWords): DrawChart {
  const oneByOne = createLimit();
  return async (report) => {
    const data = chartData(report, words);
    return await oneByOne(async () => drawApart(data));
  };
}

function drawApart(data: ChartData): Promise<Uint8Array> {
  const options = { encoding: 'buffer', env: {}, timeout: DEADLINE_MS, maxBuffer: MAX_PNG_BYTES } as const;
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [program], options, (error, png) => {
      if (error === null) resolve(png);
      else reject(error);
    });
    // A process that ended early is told of by its exit; writing to it is in vain.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(JSON.stringify(data));
  });
}
