import { expect, test } from 'vitest';

import type { Actor, MessageView } from '../../sandbox/discord/index.ts';
import { bookErrors, moneyOf, readStore } from '../ledger-check.ts';
import { addServer, hasPictures, privateAnswer, shareStudio } from '../studio.ts';

const studio = shareStudio({
  krea: { durationMs: 40 },
  settings: { DEFAULT_GUILD_BUDGET_USD: '100', DM_BUDGET_USD: '5' },
});

async function paint(member: Actor, options: Record<string, string | number | boolean> = {}): Promise<MessageView> {
  return member.command('krea', { prompt: 'a heron', ...options }).message(hasPictures(1));
}

/** Messages of a channel that everyone sees. */
function publicMessages(channelId: string): MessageView[] {
  return studio()
    .discord.messages(channelId)
    .filter(({ ephemeral }) => !ephemeral);
}

test('a double click runs once, and the second is told so', async () => {
  const { krea } = studio();
  const { member } = addServer(studio(), 'double');
  const result = await paint(member);
  const before = krea.submits().length;

  const [first, second] = [member.press(result, 'Vary · $0.03'), member.press(result, 'Vary · $0.03')];

  expect((await privateAnswer(second)).text).toContain('already on it');
  await first.message(hasPictures(1));
  expect(krea.submits()).toHaveLength(before + 1);
});

test('what only shows something can be opened again at once', async () => {
  const { member } = addServer(studio(), 'reopen');
  const result = await paint(member);

  await member.press(result, 'Remix · $0.03').modal();
  expect((await member.press(result, 'Remix · $0.03').modal()).customId).toContain('remix-form');
});

test('the same event delivered twice runs once, also across a restart', async () => {
  const { krea, bot, restart } = studio();
  const { member } = addServer(studio(), 'redelivered');
  const result = await paint(member);
  const before = krea.submits().length;
  const handle = member.press(result, 'Reroll · $0.03', { deliverTwice: true });
  await handle.message(hasPictures(1));
  await bot().stop();
  await restart();

  handle.redeliver();
  await paint(member);

  expect(krea.submits()).toHaveLength(before + 2);
  expect(await moneyOf(studio(), handle.id)).toEqual(['hold', 'settle']);
});

test.each([
  ['that nobody wrote', 'hello'],
  ['of another version', 'v9:reroll:12345678901234567'],
  ['with an unknown verb', 'v1:refund:12345678901234567'],
  ['with a picture that cannot be', 'v1:reroll:12345678901234567:9'],
  ['with more behind it', 'v1:reroll:12345678901234567:1; drop table'],
  ['of a picture that does not exist', 'v1:reroll:12345678901234567:1'],
  ['of a picture to delete that does not exist', 'v1:delete:12345678901234567'],
  ['of a picture to cancel that does not exist', 'v1:cancel:12345678901234567'],
  ['of a form to a picture that does not exist', 'v1:remix:12345678901234567:1'],
])('a custom id %s is answered privately, in words, and does nothing', async (_what, customId) => {
  const { member, krea } = studio();
  const [message = await paint(member)] = publicMessages(studio().channelId);
  const before = krea.submits().length;

  const handle = member.press(message, customId, { forged: true });

  expect((await privateAnswer(handle)).text).toMatch(/^(I don’t know|This button no longer works)/);
  expect(krea.submits()).toHaveLength(before);
});

test('a select with a value that it never offered does nothing', async () => {
  const { krea } = studio();
  const { member } = addServer(studio(), 'forged-select');
  const result = await paint(member);
  const before = krea.submits().length;

  for (const value of ['variant=huge', 'seed=1', 'intensity=9999', '', 'prompt=x']) {
    const handle = member.select(result, result.selects[0]?.customId ?? '', [value], { forged: true });
    expect((await privateAnswer(handle)).text).toContain('This button no longer works');
  }
  expect(krea.submits()).toHaveLength(before);
});

test('the picture of a batch that has fewer is not known', async () => {
  const { member } = addServer(studio(), 'missing-index');
  const result = await paint(member);
  const customId = result.buttons.find(({ label }) => label.startsWith('Reroll'))?.customId ?? '';

  expect(
    (await privateAnswer(member.press(result, customId.replace(/:1(?=:|$)/, ':3'), { forged: true }))).text,
  ).toContain('This button no longer works');
});

test('a button copied into another server does nothing there, neither for strangers nor with that server’s money', async () => {
  const { krea } = studio();
  const here = addServer(studio(), 'home');
  const there = addServer(studio(), 'abroad');
  const result = await paint(here.member);
  const carrier = await paint(there.member);
  const before = krea.submits().length;

  expect(result.buttons.length).toBeGreaterThan(3);
  for (const { customId } of result.buttons) {
    const handle = there.member.press(carrier, customId ?? '', { forged: true });
    expect((await privateAnswer(handle)).text).toContain('made somewhere else');
    expect(await moneyOf(studio(), handle.id)).toEqual([]);
  }
  expect(krea.submits()).toHaveLength(before);
});

test('the buttons below a result in direct messages work there, and its person pays', async () => {
  const { discord, channelId, memberId } = studio();
  const { member } = studio();
  const handle = member.command('krea', { prompt: 'brought home' }, { hold: true });
  discord.faults.add({
    method: 'PATCH',
    route: (request) => request.path.includes(handle.token),
    status: 404,
    code: 10_008,
    times: Number.POSITIVE_INFINITY,
  });
  discord.faults.add({
    method: 'POST',
    route: new RegExp(`/channels/${channelId}/messages$`),
    status: 403,
    code: 50_013,
  });
  handle.redeliver();
  const result = await discord.waitFor(memberId, hasPictures(1));

  const atHome = discord.as(memberId);
  const again = await atHome.press(result, 'Reroll · $0.03').message(hasPictures(1));

  expect(again.text).toContain('you have $4.97 left');
  expect((await privateAnswer(atHome.press(again, 'Delete'))).text).toContain('Deleted.');
  expect(discord.directMessages(memberId).filter(({ ephemeral }) => !ephemeral)).toHaveLength(1);
  discord.faults.clear();
});

test('the ledger comes to what Krea bills, and nothing is left unfinished', async () => {
  expect(await bookErrors(studio())).toEqual([]);
  expect(
    await readStore(studio(), async ({ journal }) =>
      journal.inStates(['queued', 'submitting', 'running', 'uncertain', 'finished']),
    ),
  ).toEqual([]);
});
