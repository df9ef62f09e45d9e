import { expect, test } from 'vitest';

import { chartData } from '../../src/chart/chart-data.ts';
import { wording } from '../../src/wording/wording.ts';
import { reportSample } from './report-sample.ts';

test('each bar stands on all that was spent before, and the last one is as high as what counts', () => {
  const report = reportSample({ earlier: 100_000, spent: 20_000 });
  const bars = chartData(report, wording.chart).bars.filter(({ spent }) => spent !== null);

  expect(bars[0]).toEqual({ label: '1', before: 100_000, spent: 20_000 });
  expect(bars.at(-1)).toEqual({ label: '22', before: 100_000 + 21 * 20_000, spent: 20_000 });
});

test('days to come have no bar, but their place', () => {
  const { bars } = chartData(reportSample({ now: '2026-11-22T12:00:00Z' }), wording.chart);

  expect(bars).toHaveLength(30);
  expect(bars.filter(({ spent }) => spent === null).map(({ label }) => label)).toEqual([
    '23',
    '24',
    '25',
    '26',
    '27',
    '28',
    '29',
    '30',
  ]);
});

test('members are numbered, never named, and all others are one bar more', () => {
  const data = chartData(reportSample({ members: 3, others: 90_000 }), wording.chart);

  expect(data.members.map(({ name }) => name)).toEqual(['member 1', 'member 2', 'member 3', 'all others']);
  expect(JSON.stringify(data)).not.toContain('7000000000000000');
});
