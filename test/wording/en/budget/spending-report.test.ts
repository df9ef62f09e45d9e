import { expect, test } from 'vitest';

import { VARIANTS } from '../../../../src/core/picture/request.ts';
import { describeReport, reportAltText } from '../../../../src/wording/en/budget/spending-report.ts';
import { reportSample } from '../../../chart/report-sample.ts';

test('the words hold the chart’s figures and who its numbers are; the description holds no mention', () => {
  const report = reportSample({ spent: 20_000, members: 2, others: 90_000, earlier: 0 });
  const words = describeReport(report);

  expect(words).toContain('**$0.44** spent for 22 pictures, **$0.06** reserved, **$4.50** left of **$5.00**.');
  expect(words).toContain('1. <@700000000000000000> $2.00 (20 pictures)');
  expect(words).toContain('All others: $0.09 (3 pictures)');
  expect(words).toContain('By model: Medium Turbo $0.44 (22 pictures).');
  expect(words).toContain('By day: 1st $0.02, 2nd $0.02,');
  const alt = reportAltText(report);
  expect(alt).toContain('$0.44 spent for 22 pictures, $0.06 reserved, $4.50 left of $5.00.');
  expect(alt).toContain('Members by number: 1 $2.00, 2 $1.9825, all others $0.09.');
  expect(alt).not.toMatch(/<@|\*/);
});

test('nothing spent reads as nothing spent', () => {
  const report = reportSample({ spent: 0, members: 0 });

  expect(describeReport(report)).toContain('**$0.00** spent for 0 pictures');
  expect(describeReport(report)).not.toContain('Members');
  expect(reportAltText(report)).toContain('$0.00 spent');
});

test('hours are told as hours', () => {
  expect(describeReport(reportSample({ kind: 'day' }))).toContain('By hour: 00h $0.03, 01h $0.03');
});

test('the longest words fit a message and a description; days that have no room are the oldest', () => {
  const sample = reportSample({
    now: '2026-10-31T12:00:00Z',
    cap: 1e12,
    earlier: 999_999_999_999,
    spent: 31_234_567_890,
    members: 10,
    others: 999_999_999_999,
  });
  const members = sample.members.map(({ userId }) => ({ userId, spent: 999_999_999_999, pictures: 1_000_000 }));
  const variants = VARIANTS.map((variant) => ({ variant, spent: 999_999_999_999, pictures: 1_000_000 }));
  const report = { ...sample, members, variants };

  expect(describeReport(report).length).toBeLessThanOrEqual(2000);
  expect(reportAltText(report).length).toBeLessThanOrEqual(1024);
  expect(reportAltText(report)).toMatch(/By day, the latest: .*31st \$31,234\.56789\.$/);
});
