import { DatabaseSync } from 'node:sqlite';

import { expect, test } from 'vitest';

import { periodAt, UTC_MONTH } from '../../../src/core/money/period.ts';
import { microsOf, readCsv } from '../../discord/render/read-csv.ts';
import { asked, deciding, says } from '../deciding.ts';
import { readStore } from '../ledger-check.ts';
import { hasPictures, shareStudio } from '../studio.ts';

const studio = shareStudio({ krea: { durationMs: 40 } });

/** What a broken or hostile Krea could name its jobs. */
const HOSTILE = ['=HYPERLINK("http://x","y")', '+1\r\n@SUM(A1),"=2"', '\u202e-1\t;=3'];

test('an export of all that can happen reads back as one line a picture, with inert cells, and sums to what the ledger has spent and holds', async () => {
  const { discord, krea, databasePath } = studio();
  const place = await deciding(studio(), 'everything', '0.30');
  const { member, guildId } = place;

  const batch = member.command('krea', { prompt: '=1+1', count: 3 });
  const shown = await batch.message(hasPictures(3));
  const reroll = shown.buttons.find(({ label }) => label.startsWith('Reroll'))?.customId ?? '';
  await member.press(shown, reroll).message((message) => message.id !== shown.id && hasPictures(1)(message));
  krea.next({ end: { failed: 'object' } });
  await member.command('krea', { prompt: 'a failure' }).message(says('Not charged'));
  const { order: approved, card } = await asked(place, { count: 4, variant: 'large' });
  place.boss.press(card, 'Approve and raise by $0.06');
  await discord.waitFor(place.channelId, hasPictures(4));
  await place.boss.command('krea-budget set', { amount: '1' }).message(says('Done.'));
  krea.faults.add({ method: 'POST', route: '/generate', dropSocket: true, afterEffect: true, times: 2 });
  const lost = ['mo', 'yu'].map((name) => place.newMember(name).command('krea', { prompt: 'lost' }));
  // They are told once it is on record; the log says it before.
  for (const order of lost) await order.message(says('answer got lost'));

  const database = new DatabaseSync(databasePath, { timeout: 5_000 });
  const rename = database.prepare('update picture set remote_id = ? where generation_id = ? and picture_index = ?');
  for (const [offset, text] of HOSTILE.entries()) rename.run(text, batch.id, offset + 1);
  database.close();

  const answer = await place.owner.command('krea-budget export').message((message) => message.pictures.length > 0);
  const records = readCsv(answer.pictures[0]?.bytes?.toString() ?? '');
  const balances = await readStore(studio(), async ({ ledger }) => ledger.balances());
  const ours = balances.filter(({ scope, id }) => scope === 'guild' && id === guildId);
  const sum = (column: string): number => records.reduce((total, record) => total + microsOf(record[column]), 0);

  expect(records.map(({ state, charged, held, released }) => [state, charged, held, released])).toEqual([
    ...Array.from({ length: 4 }, () => ['delivered', '0.030000', '0.000000', '0.000000']),
    ['failed', '0.000000', '0.000000', '0.030000'],
    ...Array.from({ length: 4 }, () => ['delivered', '0.060000', '0.000000', '0.000000']),
    ...Array.from({ length: 2 }, () => ['uncertain', '0.000000', '0.030000', '0.000000']),
  ]);
  expect(sum('charged')).toBe(ours.reduce((total, { spent }) => total + spent, 0));
  expect(sum('held')).toBe(ours.reduce((total, { held }) => total + held, 0));
  expect([sum('charged'), sum('held')]).toEqual([360_000, 60_000]);
  expect(answer.text).toContain('11 pictures');
  expect(answer.text).toContain('**$0.36** charged, **$0.06** still reserved');
  expect(new Set(records.map(({ period }) => period))).toEqual(new Set([periodAt(UTC_MONTH, Date.now()).key]));
  expect(records.filter(({ generation }) => generation === `g${approved.id}`)).toHaveLength(4);
  expect(records.filter(({ parent }) => parent?.startsWith(`g${batch.id}.`))).toHaveLength(1);
  expect(records.slice(0, 3).map((record) => record['krea_job'])).toEqual(HOSTILE.map((text) => `'${text}`));
  for (const cell of records.flatMap((record) => Object.values(record)))
    expect(cell).not.toMatch(/^[\s\p{C}]*[=+\-@]/u);
});
