import sharp from 'sharp';
import { describe, expect, test } from 'vitest';

import { chartData } from '../../src/chart/chart-data.ts';
import { COLORS } from '../../src/chart/chart-style.ts';
import { createChart } from '../../src/chart/create-chart.ts';
import { draw as drawData } from '../../src/chart/draw.ts';
import type { SpendingReport } from '../../src/ports/chart.ts';
import { wording } from '../../src/wording/wording.ts';
import { reportSample } from './report-sample.ts';

/** Drawn here, without a process: loading the library once is enough. */
const draw = (report: SpendingReport): Uint8Array => drawData(chartData(report, wording.chart));

async function pixels(
  png: Uint8Array,
): Promise<{ has(color: string): boolean; width: number; height: number; corner: number }> {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  const seen = new Set<string>();
  for (let at = 0; at < data.length; at += 4) seen.add(`#${data.toString('hex', at, at + 3)}`);
  return { has: (color) => seen.has(color), width: info.width, height: info.height, corner: data[3] ?? -1 };
}

describe('a chart', () => {
  test.each([
    ['nothing spent', reportSample({ spent: 0, members: 0 })],
    ['an empty budget', reportSample({ cap: 0, spent: 0, members: 0 })],
    ['the hours of a day', reportSample({ kind: 'day' })],
    ['a cap lowered below what is spent', reportSample({ cap: 100_000 })],
    ['the last days of a budget without end', reportSample({ kind: 'none', earlier: 1_000_000 })],
    [
      'ten members and others, and the largest amounts',
      reportSample({ cap: 1e12, earlier: 8e11, members: 10, others: 1e11 }),
    ],
  ])('is a PNG on a card of its own, with %s', async (_, report) => {
    const picture = await pixels(draw(report));

    expect(picture.width).toBe(1500);
    expect(picture.has(COLORS.card)).toBe(true);
    expect(picture.has(COLORS.cap)).toBe(true);
    expect(picture.has(COLORS.now)).toBe(true);
    expect(picture.corner).toBe(0);
  });

  test('is as high as its longest list', async () => {
    const [short, long] = [draw(reportSample({ members: 1 })), draw(reportSample({ members: 10 }))];

    expect((await pixels(long)).height).toBeGreaterThan((await pixels(short)).height);
  });

  test('holds its words: the font is there', async () => {
    const spent = await pixels(draw(reportSample()));

    // Only letters are drawn in the colour of text.
    expect(spent.has(COLORS.text)).toBe(true);
  });

  test('comes from a process of its own, and is the same there', async () => {
    const report = reportSample();

    expect(Buffer.from(await createChart(wording.chart)(report)).equals(draw(report))).toBe(true);
  });

  test('that cannot be drawn fails, and the next one is drawn all the same', async () => {
    const chart = createChart(wording.chart);
    const [broken, whole] = await Promise.allSettled([chart(reportSample({ cap: -1 })), chart(reportSample())]);

    expect([broken.status, whole.status]).toEqual(['rejected', 'fulfilled']);
  });
});
