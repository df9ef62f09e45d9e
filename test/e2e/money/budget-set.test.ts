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
  return `Starts again <t:${endsAt}:R> (<t:${endsAt}:f>)`;
}

async function changesOf({ guildId }: Server): Promise<number> {
  return readStore(studio(), async ({ rulebook }) => (await rulebook.audit(guildId, 20)).length);
}

test('a new cap is told with the one before', async () => {
  const server = addServer(studio(), 'raises');
  expect(await set(server, { amount: '10' })).toContain('Done. The budget was $5.00, now $10.00.\n');
  expect(await set(server, { amount: '25' })).toContain('The budget was $10.00, now $25.00.');
  await decide(server.owner, 'grant', { amount: '2.50', lasts: '3d' });
  const granted = await set(server, { amount: '20' });
  expect(granted).toContain('The budget was $25.00, now $20.00 before what is granted for a while.');
  expect(granted).toContain('Budget of this server: **$22.50**');
  expect(await set(server, { amount: '20' })).toContain('That is how it was already; nothing was changed.');
});

test('each option alone changes itself and leaves the rest, and the reset is told in the reader’s own time', async () => {
  const server = addServer(studio(), 'lone-options');
  const steps: [Record<string, string | number>, string, PeriodRule][] = [
    [
      { zone: 'Asia/Tokyo' },
      'It counted a month, from the 1st (UTC), now a month, from the 1st (Asia/Tokyo)',
      { kind: 'month', zone: 'Asia/Tokyo', resetDay: 1 },
    ],
    [
      { reset_day: 31 },
      'now a month, from the 31st or the month’s last day (Asia/Tokyo)',
      { kind: 'month', zone: 'Asia/Tokyo', resetDay: 31 },
    ],
    [
      { period: 'month' },
      'That is how it was already; nothing was changed.',
      { kind: 'month', zone: 'Asia/Tokyo', resetDay: 31 },
    ],
    [{ amount: '7' }, 'The budget was $5.00, now $7.00.', { kind: 'month', zone: 'Asia/Tokyo', resetDay: 31 }],
    [{ period: 'week' }, 'now a week, from Monday (Asia/Tokyo)', { kind: 'week', zone: 'Asia/Tokyo', resetDay: 1 }],
    [{ reset_day: 5 }, 'now a week, from Friday (Asia/Tokyo)', { kind: 'week', zone: 'Asia/Tokyo', resetDay: 5 }],
    [{ period: 'day' }, 'now a day (Asia/Tokyo)', { kind: 'day', zone: 'Asia/Tokyo', resetDay: 1 }],
  ];
  for (const [options, words, rule] of steps) {
    const before = Date.now();
    const text = await set(server, options);
    expect(text).toContain(words);
    // A period may end while the answer is on its way.
    expect([restart(rule, before), restart(rule, Date.now())].some((end) => text.includes(end))).toBe(true);
  }
  const ended = await set(server, { period: 'none' });
  expect(ended).toContain('It counted a day (Asia/Tokyo), now in all');
  expect(ended).toContain('It never starts again by itself.');
});

test('what cannot be is refused with the reason, nothing changes, and nothing is on record', async () => {
  const server = addServer(studio(), 'refusals');
  await decide(server.owner, 'set', { period: 'week' });
  for (const [options, why] of [
    [{ reset_day: 15 }, 'A week starts on day 1 (Monday) to 7 (Sunday).'],
    [{ period: 'week', reset_day: 8 }, 'A week starts on day 1 (Monday) to 7 (Sunday).'],
    [{ period: 'none', reset_day: 3 }, 'this budget never starts again'],
    [{ period: 'day', reset_day: 3 }, 'this budget starts again every midnight'],
    [{ reset_day: 32 }, 'It takes at most 31.'],
    [{ zone: 'Mars/Olympus' }, 'no such time zone'],
    [{ reason: 'just so' }, 'Say what to set'],
    [{}, 'Say what to set'],
  ] as const) {
    expect(await set(server, options)).toContain(why);
  }
  expect(await changesOf(server)).toBe(1);
  expect((await privateAnswer(server.owner.command('krea-budget show'))).text).toContain('a week, from Monday (UTC)');
});

test('zones are set by the names of today, found by city and country, and a distance to UTC is refused in words', async () => {
  const here = addServer(studio(), 'zones');
  const choices = await here.owner.autocomplete('krea-budget set', { zone: 'India' }, 'zone').choices();
  expect(choices[0]).toEqual({ name: 'Asia/Kolkata (India)', value: 'Asia/Kolkata' });
  for (const zone of ['Asia/Kolkata', 'Europe/Kyiv', 'Asia/Ho_Chi_Minh', 'america/argentina/buenos_aires', 'Etc/UTC']) {
    expect((await privateAnswer(here.owner.command('krea-budget set', { zone }))).text).toMatch(/^Done/);
  }
  expect((await privateAnswer(here.owner.command('krea-budget set', { zone: '+05:30' }))).text).toContain(
    'knows no summer time',
  );
});
