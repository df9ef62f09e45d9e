import { DatabaseSync } from 'node:sqlite';

import { beforeAll, expect, test } from 'vitest';

import type { InteractionHandle } from '../../sandbox/discord/index.ts';
import { systemClock } from '../../sandbox/krea/clock.ts';
import { moneyOf } from '../ledger-check.ts';
import { addServer, privateAnswer, shareStudio } from '../studio.ts';
import type { Server } from '../studio.ts';

/** Everything at Krea happens so long ago, and what the bot remembers of it is aged as much: the search is over. */
const AGE_MS = 5 * 60_000;

const studio = shareStudio({ krea: { clock: { ...systemClock, now: () => Date.now() - AGE_MS } } });

let here: Server;
let orders: InteractionHandle[];

/** Two submits of the same moment are lost, and nobody can tell whose job is whose. */
beforeAll(async () => {
  const { krea, bot, restart, databasePath } = studio();
  here = addServer(studio(), 'undecided');
  krea.faults.add({ method: 'POST', route: '/generate', dropSocket: true, afterEffect: true, times: 2 });
  orders = ['mine', 'yours'].map((prompt) => here.newMember(prompt).command('krea', { prompt }));
  for (const { id } of orders) await bot().logged(id, 'answer is lost');
  await bot().kill();
  const database = new DatabaseSync(databasePath);
  database.exec(`update picture set submitting_at = submitting_at - ${AGE_MS}`);
  database.close();
  await restart();
});

const resolve = (options: Record<string, string> = {}, who = here.owner): InteractionHandle =>
  who.command('krea-budget resolve', options);
const keyOf = (order: number): string => `${orders[order]?.id}.1`;

test('the undecided pictures are listed with member, price and age, to moderators alone', async () => {
  const { text } = await privateAnswer(resolve());
  for (const [order] of orders.entries()) expect(text).toContain(`\`${keyOf(order)}\``);
  expect(text).toContain('$0.03 · job unknown');
  const suggested = await here.owner.autocomplete('krea-budget resolve', { picture: '' }, 'picture').choices();
  expect(new Set(suggested.map(({ value }) => value))).toEqual(new Set(orders.map((_, order) => keyOf(order))));
  const stranger = addServer(studio(), 'elsewhere').owner;
  expect((await privateAnswer(resolve({}, stranger))).text).toContain('nothing to decide');
  expect((await privateAnswer(resolve({ picture: keyOf(0), decision: 'charged' }, stranger))).text).toContain(
    'don’t know a picture',
  );
});

test('a decision books the money once, tells the requester and stands in the log', async () => {
  const [mine, yours] = orders;
  if (mine === undefined || yours === undefined) throw new Error('Two pictures are undecided.');
  expect(
    (await privateAnswer(resolve({ picture: keyOf(0), decision: 'not-charged', reason: 'not on the bill' }))).text,
  ).toContain('**$0.03** is given back');
  expect((await privateAnswer(resolve({ picture: keyOf(1), decision: 'charged' }))).text).toContain(
    '**$0.03** is charged',
  );

  expect((await mine.message(({ text }) => text.includes('so it was closed'))).text).toContain('Not charged');
  expect((await yours.message(({ text }) => text.includes('deliver a picture'))).text).toContain('Charged $0.03');
  expect(await moneyOf(studio(), mine.id)).toEqual(['hold', 'release']);
  expect(await moneyOf(studio(), yours.id)).toEqual(['hold', 'settle']);

  expect((await privateAnswer(resolve({ picture: keyOf(0), decision: 'charged' }))).text).toContain(
    'nothing left to decide about that picture',
  );
  expect(await moneyOf(studio(), mine.id)).toEqual(['hold', 'release']);
  const log = (await privateAnswer(here.owner.command('krea-budget log'))).text;
  expect(log).toContain(`**resolve**: \`${keyOf(0)}\` not charged, $0.03 given back — not on the bill`);
  expect(log).toContain(`**resolve**: \`${keyOf(1)}\` charged $0.03`);
});
