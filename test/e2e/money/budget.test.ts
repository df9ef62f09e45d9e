import { expect, test } from 'vitest';

import { decide } from '../decide.ts';
import { moneyOf, readStore } from '../ledger-check.ts';
import { addServer, hasPictures, privateAnswer, shareStudio } from '../studio.ts';
import type { Server } from '../studio.ts';

const studio = shareStudio({ krea: { durationMs: 40 }, settings: { KREA_MAX_IN_FLIGHT: '8' } });

async function budgetOf({ owner }: Pick<Server, 'owner'>): Promise<string> {
  return (await privateAnswer(owner.command('krea-budget show'))).text;
}

async function setBudget({ owner }: Pick<Server, 'owner'>, amount: string): Promise<string> {
  return (await privateAnswer(owner.command('krea-budget set', { amount }))).text;
}

/** What "Left" says, in dollars. */
function leftIn(text: string): string | undefined {
  return /Left: \*\*\$([\d.,]+)\*\*/.exec(text)?.[1];
}

async function heldBy({ guildId }: Server): Promise<number | undefined> {
  const balances = await readStore(studio(), async ({ ledger }) => ledger.balances());
  return balances.find(({ id }) => id === guildId)?.held;
}

test('a new server has the operator’s default, and show says cap, spent, reserved, left and when it starts again', async () => {
  const text = await budgetOf(addServer(studio(), 'fresh'));

  expect(text).toContain('**$5.00** per month');
  expect(text).toContain('Spent: **$0.00**');
  expect(text).toContain('Nothing is reserved');
  expect(text).toContain('Left: **$5.00**');
  expect(text).toMatch(/<t:\d{10}:R>/);
});

test.each([
  ['12.50', '$12.50'],
  ['$7', '$7.00'],
  [' 0.035 ', '$0.035'],
  ['0', '$0.00'],
  ['100', '$100.00'],
])('the budget can be set to %s', async (amount, said) => {
  const server = addServer(studio(), `sets-${amount}`);

  expect(await setBudget(server, amount)).toContain('Done.');

  expect(await budgetOf(server)).toContain(`**${said}** per month`);
});

test.each(['-1', 'five', '', '1e3', '5,50', 'NaN', '0.0000001', '99999999', '5 dollars', '٥'])(
  '"%s" is no amount, and nothing changes',
  async (amount) => {
    const { owner } = studio();
    const handle = owner.command('krea-budget set', { amount }, { forged: true });

    expect((await privateAnswer(handle)).text).toContain('Write an amount in dollars');
    expect(await budgetOf({ owner })).toContain('**$5.00** per month');
  },
);

test('a budget above the operator’s ceiling is refused with the ceiling named', async () => {
  const server = addServer(studio(), 'greedy');

  expect(await setBudget(server, '100.01')).toContain('caps this server at $100.00');
  expect(await budgetOf(server)).toContain('**$5.00** per month');
});

test('a member without Manage Server cannot set the budget, even past Discord’s client; changes are on record', async () => {
  const server = addServer(studio(), 'rebels');
  await decide(server.owner, 'set', { amount: '9' });

  const handle = server.member.command('krea-budget set', { amount: '50' }, { forged: true });
  expect((await privateAnswer(handle)).text).toMatch(/Manage Server|Check|no longer works/);
  const nested = server.member.forge(2, {
    id: '1',
    name: 'krea-budget',
    type: 1,
    options: [{ name: 'set', type: 1, options: [{ name: 'amount', type: 3, value: '50' }] }],
  });
  expect((await privateAnswer(nested)).text).toContain('Manage Server');

  const changes = await readStore(studio(), async ({ rulebook }) => rulebook.audit(server.guildId, 10));
  expect(changes).toMatchObject([{ actorId: server.owner.userId, action: 'set', after: { cap: 9_000_000 } }]);
});

test('lowering the budget below what is spent leaves nothing, never less than nothing', async () => {
  const server = addServer(studio(), 'frugal');
  await server.member.command('krea', { prompt: 'a heron', count: 2 }).message(hasPictures(2));

  await decide(server.owner, 'set', { amount: '0.05' });

  expect(leftIn(await budgetOf(server))).toBe('0.00');
  const refused = await privateAnswer(server.member.command('krea', { prompt: 'one more' }));
  expect(refused.text).toContain('has $0.00 left');
});

test('what would cost more than is left is refused with the price, what is left and the reset named; what costs exactly that is not', async () => {
  const { krea } = studio();
  const server = addServer(studio(), 'exact');
  await decide(server.owner, 'set', { amount: '0.10' });
  await server.member.command('krea', { prompt: 'a heron' }).message(hasPictures(1));
  const submits = krea.submits().length;

  const handle = server.member.command('krea', { prompt: 'too many', count: 3 });
  const { text } = await privateAnswer(handle);
  expect(text).toContain('cost $0.09');
  expect(text).toContain('$0.07 left');
  expect(text).toContain('Not charged');
  expect(text).toMatch(/<t:\d+:R>/);
  expect(await moneyOf(studio(), handle.id)).toEqual([]);
  expect(krea.submits()).toHaveLength(submits);

  await decide(server.owner, 'set', { amount: '0.12' });
  const last = await server.member.command('krea', { prompt: 'just enough', count: 3 }).message(hasPictures(3));
  expect(last.text).toContain('charged $0.09 · server has $0.00 left');
  expect((await privateAnswer(server.member.press(last, last.buttons[0]?.customId ?? ''))).text).toContain(
    'has $0.00 left',
  );
});

test('a batch is held as a whole while it is painted, and show says so', async () => {
  const { krea } = studio();
  const server = addServer(studio(), 'holding');
  krea.next({ manual: true, times: 4 });
  const before = krea.submits().length;
  const handle = server.member.command('krea', { prompt: 'four of them', count: 4 });
  const submits = await krea.waitFor((it) =>
    it.submits().length === before + 4 ? it.submits().slice(before) : undefined,
  );

  expect(await heldBy(server)).toBe(120_000);
  expect(await budgetOf(server)).toContain('in progress: **$0.12**');
  expect(leftIn(await budgetOf(server))).toBe('4.88');

  for (const { jobId } of submits) krea.complete(jobId);
  await handle.message(hasPictures(4));
  expect(await heldBy(server)).toBe(0);
});

test('many members at once never get the server over its budget', async () => {
  const { krea } = studio();
  const server = addServer(studio(), 'crowd');
  await decide(server.owner, 'set', { amount: '0.10' });
  const before = krea.bill().length;

  const asked = Array.from({ length: 8 }, (_, index) =>
    server.newMember(`crowd-${index}`).command('krea', { prompt: `wish ${index}` }),
  );
  const answers = await Promise.all(
    asked.map(async (handle) =>
      handle.message((it) => !it.loading && (it.pictures.length === 1 || it.text.includes('Not charged'))),
    ),
  );

  expect(answers.filter(({ pictures }) => pictures.length === 1)).toHaveLength(3);
  expect(krea.bill()).toHaveLength(before + 3);
  expect(leftIn(await budgetOf(server))).toBe('0.01');
});

test('what is left agrees everywhere: below a result, below a failure, in a refusal, in show', async () => {
  const { krea } = studio();
  const server = addServer(studio(), 'agreeing');
  await decide(server.owner, 'set', { amount: '0.20' });
  const result = await server.member.command('krea', { prompt: 'a heron', variant: 'large' }).message(hasPictures(1));
  krea.next({ end: { failed: 'object' } });
  const failed = await server.member
    .command('krea', { prompt: 'a failure' })
    .message(({ text }) => text.includes('Not charged'));
  const refused = await privateAnswer(
    server.member.command('krea', { prompt: 'too much', variant: 'large', count: 4 }),
  );

  expect(result.text).toContain('charged $0.06 · server has $0.14 left');
  expect(failed.text).toContain('not charged · server has $0.14 left');
  expect(refused.text).toContain('$0.14 left');
  expect(leftIn(await budgetOf(server))).toBe('0.14');
});

test('what is left agrees everywhere also while other pictures are under way', async () => {
  const { krea } = studio();
  const server = addServer(studio(), 'concurrent');
  krea.next({ manual: true });
  const before = krea.submits().length;
  const slow = server.member.command('krea', { prompt: 'slow', variant: 'large' });
  const { jobId } = await krea.waitFor((it) => it.submits()[before]);

  const quick = await server.newMember('quick').command('krea', { prompt: 'quick' }).message(hasPictures(1));

  expect(leftIn(await budgetOf(server))).toBe('4.91');
  expect(quick.text).toContain('server has $4.91 left ($0.06 more is reserved)');
  krea.complete(jobId);
  await slow.message(hasPictures(1));
});
