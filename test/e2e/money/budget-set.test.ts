import { expect, test } from 'vitest';

import { periodAt } from '../../../src/core/money/period.ts';
import type { PeriodRule } from '../../../src/core/money/period.ts';
import { decide } from '../decide.ts';
import { readStore } from '../ledger-check.ts';
import { addServer, privateAnswer, shareStudio } from '../studio.ts';
import type { Server } from '../studio.ts';

const studio = shareStudio();

async function set({ owner }: Server, options: Record<string, string | number>): Promise<string> {
  return (await privateAnswer(owner.command('krea-budget set', options, { forged: true }))).text;
}

/** How Discord is told when the running period of the rule ends. */
function restart(rule: PeriodRule, now: number): string {
  const endsAt = Math.ceil((periodAt(rule, now).endsAt ?? Number.NaN) / 1000);
  return `Resets <t:${endsAt}:R> (<t:${endsAt}:f>)`;
}

async function changesOf({ guildId }: Server): Promise<number> {
  return readStore(studio(), async ({ rulebook }) => (await rulebook.audit(guildId, 20)).length);
}

test('a new cap is told with the one before', async () => {
  const server = addServer(studio(), 'raises');
  expect(await set(server, { amount: '10' })).toContain('Done. Budget: $5.00 → $10.00.\n');
  expect(await set(server, { amount: '25' })).toContain('Budget: $10.00 → $25.00.');
  await decide(server.owner, 'grant', { amount: '2.50', lasts: '3d' });
  const granted = await set(server, { amount: '20' });
  expect(granted).toContain('Budget: $25.00 → $20.00 (before temporary raises).');
  expect(granted).toContain('Budget: **$22.50**');
  expect(await set(server, { amount: '20' })).toContain('It’s already set that way, so nothing changed.');
});

test('each option alone changes itself and leaves the rest, and the reset is told in the reader’s own time', async () => {
  const server = addServer(studio(), 'lone-options');
  const steps: [Record<string, string | number>, string, PeriodRule][] = [
    [
      { zone: 'Asia/Tokyo' },
      'Period: per month, resets on the 1st, UTC → per month, resets on the 1st, Asia/Tokyo',
      { kind: 'month', zone: 'Asia/Tokyo', resetDay: 1 },
    ],
    [
      { reset_day: 31 },
      '→ per month, resets on the 31st or the month’s last day, Asia/Tokyo',
      { kind: 'month', zone: 'Asia/Tokyo', resetDay: 31 },
    ],
    [
      { period: 'month' },
      'It’s already set that way, so nothing changed.',
      { kind: 'month', zone: 'Asia/Tokyo', resetDay: 31 },
    ],
    [{ amount: '7' }, 'Budget: $5.00 → $7.00.', { kind: 'month', zone: 'Asia/Tokyo', resetDay: 31 }],
    [{ period: 'week' }, '→ per week, resets on Monday, Asia/Tokyo', { kind: 'week', zone: 'Asia/Tokyo', resetDay: 1 }],
    [{ reset_day: 5 }, '→ per week, resets on Friday, Asia/Tokyo', { kind: 'week', zone: 'Asia/Tokyo', resetDay: 5 }],
    [{ period: 'day' }, '→ per day, resets at midnight, Asia/Tokyo', { kind: 'day', zone: 'Asia/Tokyo', resetDay: 1 }],
  ];
  for (const [options, words, rule] of steps) {
    const before = Date.now();
    const text = await set(server, options);
    expect(text).toContain(words);
    // A period may end while the answer is on its way.
    expect([restart(rule, before), restart(rule, Date.now())].some((end) => text.includes(end))).toBe(true);
  }
  const ended = await set(server, { period: 'none' });
  expect(ended).toContain('Period: per day, resets at midnight, Asia/Tokyo → in total, never resets');
  expect(ended).toContain('It never resets.');
});

test('what cannot be is refused with the reason, nothing changes, and nothing is on record', async () => {
  const server = addServer(studio(), 'refusals');
  await decide(server.owner, 'set', { period: 'week' });
  for (const [options, why] of [
    [{ reset_day: 15 }, 'For weeks, the reset day is 1 (Monday) to 7 (Sunday).'],
    [{ period: 'week', reset_day: 8 }, 'For weeks, the reset day is 1 (Monday) to 7 (Sunday).'],
    [{ period: 'none', reset_day: 3 }, 'this budget never resets'],
    [{ period: 'day', reset_day: 3 }, 'this budget resets every midnight'],
    [{ reset_day: 32 }, 'It must be at most 31.'],
    [{ zone: 'Mars/Olympus' }, 'don’t know that time zone'],
    [{ reason: 'just so' }, 'Set at least an amount'],
    [{}, 'Set at least an amount'],
  ] as const) {
    expect(await set(server, options)).toContain(why);
  }
  expect(await changesOf(server)).toBe(1);
  expect((await privateAnswer(server.owner.command('krea-budget show'))).text).toContain(
    'per week, resets on Monday, UTC',
  );
});

test('zones are set by the names of today, found by city and country, and a distance to UTC is refused in words', async () => {
  const here = addServer(studio(), 'zones');
  const choices = await here.owner.autocomplete('krea-budget set', { zone: 'India' }, 'zone').choices();
  expect(choices[0]).toEqual({ name: 'Asia/Kolkata (India)', value: 'Asia/Kolkata' });
  for (const zone of ['Asia/Kolkata', 'Europe/Kyiv', 'Asia/Ho_Chi_Minh', 'america/argentina/buenos_aires', 'Etc/UTC']) {
    expect((await privateAnswer(here.owner.command('krea-budget set', { zone }))).text).toMatch(/^Done/);
  }
  expect((await privateAnswer(here.owner.command('krea-budget set', { zone: '+05:30' }))).text).toContain(
    'ignores daylight saving time',
  );
});
