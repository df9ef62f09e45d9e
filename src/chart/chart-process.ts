import process from 'node:process';
import { buffer } from 'node:stream/consumers';

import { chartDataSchema } from './chart-data.ts';
import { draw } from './draw.ts';

/** The entry of the process that reads one chart's data, writes its PNG and ends; create-chart.ts starts it. */
const data: unknown = JSON.parse((await buffer(process.stdin)).toString());
process.stdout.end(draw(chartDataSchema.parse(data)));
