import { DatabaseSync } from 'node:sqlite';

import { expect, test } from 'vitest';

import type { Actor, InteractionHandle } from '../../sandbox/discord/index.ts';
import { systemClock } from '../../sandbox/krea/clock.ts';
import { moneyOf, readStore } from '../ledger-check.ts';
import { runLedger } from '../run-ledger.ts';
import { addServer, hasPictures, privateAnswer, shareStudio } from '../studio.ts';

/** Everything at Krea happens so long ago, and what the bot remembers of it is aged as much: the search is over. */
const AGE_MS = 5 * 60_000;

const studio = shareStudio({
  krea: { durationMs: 40, clock: { ...systemClock, now: () => Date.now() - AGE_MS } },
  settings: { DM_BUDGET_USD: '0.10' },
});

const ledger = async (...words: string[]) => runLedger(studio(), words);
const nameOf = ({ id }: InteractionHandle): string => `${id}.1`;

/** Two submits of the same moment are lost, and nobody can tell whose job is whose; the bot is gone. */
async function loseTwo(...[mine, yours]: [Actor, Actor]): Promise<[InteractionHandle, InteractionHandle]> {
  const { krea, bot } = studio();
  krea.faults.add({ method: 'POST', route: '/generate', dropSocket: true, afterEffect: true, times: 2 });
  const orders: [InteractionHandle, InteractionHandle] = [
    mine.command('krea', { prompt: 'a heron' }),
    yours.command('krea', { prompt: 'a stork' }),
  ];
  for (const { id } of orders) await bot().logged(id, 'answer is lost');
  // Not killed: what it logs as lost it may be about to write down as such.
  await bot().stop();
  return orders;
}

function age(): void {
  const database = new DatabaseSync(studio().databasePath);
  database.exec(
    `update picture set submitting_at = submitting_at - ${AGE_MS} where state in ('submitting', 'uncertain')`,
  );
  database.close();
}

test('what persons pay for is decided by the operator while the bot is stopped, once, on record, and they are told at its next start', async () => {
  const { discord, memberId, newMember, restart } = studio();
  const [mine, yours] = await loseTwo(discord.as(memberId), discord.as(newMember('yann').userId));

  const early = await ledger('resolve', nameOf(mine), 'charged');
  expect([early.code, early.err]).toEqual([2, expect.stringContaining('can be decided from')]);
  age();
  const listed = await ledger('--offline');
  expect([listed.code, listed.out]).toEqual([0, expect.stringContaining('2 undecided')]);
  expect(listed.out).toContain(`- ${nameOf(mine)}: $0.03, wallet of ${memberId}, job unknown, `);

  const charged = await ledger('resolve', nameOf(mine), 'charged', '--reason', 'on the bill');
  expect([charged.code, charged.err, charged.out]).toEqual([0, '', expect.stringContaining('$0.03 charged')]);
  expect((await ledger('resolve', nameOf(yours), 'not-charged', '--offline')).out).toContain('$0.03 given back');
  for (const [name, why] of [
    [nameOf(mine), 'not uncertain'],
    [`${mine.id}.2`, 'no picture'],
    ['1234567890123456789.1', 'no picture'],
  ] as const) {
    const refused = await ledger('resolve', name, 'not-charged');
    expect([refused.code, refused.out, refused.err]).toEqual([2, '', expect.stringContaining(why)]);
  }

  expect(await moneyOf(studio(), mine.id)).toEqual(['hold', 'settle']);
  expect(await moneyOf(studio(), yours.id)).toEqual(['hold', 'release']);
  expect(await readStore(studio(), async ({ rulebook }) => rulebook.audit(memberId, 9))).toMatchObject([
    {
      actorId: 'operator',
      action: 'resolve',
      targetId: nameOf(mine),
      after: { verdict: 'charged', amount: 30_000 },
      reason: 'on the bill',
    },
  ]);
  expect((await ledger('--offline')).out).toContain('Everything agrees.');

  await restart();
  expect((await mine.message(({ text }) => text.includes('deliver a picture'))).text).toContain('Charged $0.03');
  expect((await yours.message(({ text }) => text.includes('so it was closed'))).text).toContain('Not charged');
});

test('beside the bot at work, of the operator and a moderator who decide against each other one wins, and the books stay right', async () => {
  const { restart } = studio();
  const here = addServer(studio(), 'contested');
  const [first, second] = await loseTwo(here.newMember('mo'), here.newMember('yu'));
  age();
  await restart();
  const others = Array.from({ length: 6 }, (_, index) =>
    here.newMember(`busy-${index}`).command('krea', { prompt: `wish ${index}` }),
  );

  const [charged, free, answer] = await Promise.all([
    ledger('resolve', nameOf(first), 'charged'),
    ledger('resolve', nameOf(first), 'not-charged'),
    privateAnswer(here.owner.command('krea-budget resolve', { picture: nameOf(first), decision: 'charged' })),
    ...others.map(async (handle) => handle.message(hasPictures(1))),
  ]);

  const done = [charged.code === 0, free.code === 0, answer.text.includes('Done.')];
  expect(done.filter(Boolean)).toHaveLength(1);
  expect(await moneyOf(studio(), first.id)).toEqual(['hold', free.code === 0 ? 'release' : 'settle']);
  expect((await ledger('resolve', nameOf(second), 'not-charged')).code).toBe(0);
  expect((await privateAnswer(here.owner.command('krea-budget resolve'))).text).toContain('nothing to decide');
  expect((await privateAnswer(here.owner.command('krea-budget log'))).text).toContain(
    `The bot’s operator **resolve**: \`${nameOf(second)}\` not charged, $0.03 given back`,
  );
  expect((await ledger('--offline')).code).toBe(0);
});
