import { parentPort, workerData } from 'node:worker_threads';

import { chartDataSchema } from './chart-data.ts';
import { draw } from './draw.ts';

/** The entry of the thread that draws one chart and ends; create-chart.ts starts it. */
parentPort?.postMessage(draw(chartDataSchema.parse(workerData)), []);
