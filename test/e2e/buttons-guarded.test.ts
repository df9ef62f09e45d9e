import { expect, test } from 'vitest';

import type { Actor, MessageView } from '../sandbox/discord/index.ts';
import { bookErrors, moneyOf, readStore } from './ledger-check.ts';
import { addServer, hasPictures, privateAnswer, shareStudio } from './studio.ts';

const studio = shareStudio({ krea: { durationMs: 40 }, settings: { DEFAULT_GUILD_BUDGET_USD: '100', DM_BUDGET_USD: '5', KREA_MAX_IN_FLIGHT: '1' } });

async function paint(member: Actor, options: Record<string, string | number | boolean> = {}): Promise<MessageView> {
  return member.command('krea', { prompt: 'a heron', ...options }).message(hasPictures(1));
}

/** Messages of a channel that everyone sees. */
function publicMessages(channelId: string): MessageView[] {
  return studio()
    .discord.messages(channelId)
    .filter(({ ephemeral }) => !ephemeral);
}

/** Occupies the only place at Krea with a job that moves by hand alone. */
async function occupyKrea(member: Actor): Promise<{ jobId: string; done: Promise<MessageView> }> {
  const { krea } = studio();
  krea.next({ manual: true });
  const before = krea.submits().length;
  const handle = member.command('krea', { prompt: 'the first in line' });
  const { jobId } = await krea.waitFor((it) => it.submits()[before]);
  return { jobId, done: handle.message(hasPictures(1)) };
}

test('the requester deletes a result: it is gone, the money stays spent, and krea-show brings it back', async () => {
  const { channelId, member } = addServer(studio(), 'delete-own');
  const handle = member.command('krea', { prompt: 'a heron' });
  const result = await handle.message(hasPictures(1));

  const press = member.press(result, 'Delete');
  expect((await privateAnswer(press)).text).toContain('stays spent');
  expect(publicMessages(channelId)).toEqual([]);
  expect(await moneyOf(studio(), handle.id)).toEqual(['hold', 'settle']);

  const shown = await member.command('krea-show', { id: handle.id }).message(hasPictures(1));
  expect(shown.pictures[0]?.bytes).toEqual(result.pictures[0]?.bytes);
});

test('who may manage messages deletes other people’s results; another member may not', async () => {
  const { channelId, member, owner, newMember } = addServer(studio(), 'delete-others');
  const handle = member.command('krea', { prompt: 'a heron' });
  const result = await handle.message(hasPictures(1));

  expect((await privateAnswer(newMember('rita').press(result, 'Delete'))).text).toContain('Manage Messages');
  expect(publicMessages(channelId)).toHaveLength(1);

  await privateAnswer(owner.press(result, 'Delete'));
  expect(publicMessages(channelId)).toEqual([]);
  expect((await privateAnswer(member.command('krea-show', { id: handle.id }))).text).toContain('has been deleted');
});

test('Cancel ends what waits at once and for free, for its requester only', async () => {
  const { krea, newMember } = studio();
  const { member, newMember: newNeighbour } = addServer(studio(), 'cancel-queued');
  const first = await occupyKrea(newMember('first'));
  const submits = krea.submits().length;
  const handle = member.command('krea', { prompt: 'second in line', count: 2 });
  const waiting = await handle.message((message) => message.buttons.some(({ label }) => label === 'Cancel'));

  expect((await privateAnswer(newNeighbour('nosy').press(waiting, 'Cancel'))).text).toContain('can cancel it');
  const press = member.press(waiting, 'Cancel');
  const ended = await handle.message(({ text }) => text.includes('Cancelled'));

  expect(ended.text).toContain('Not charged');
  expect((await moneyOf(studio(), handle.id)).toSorted()).toEqual(['hold', 'hold', 'release', 'release']);
  expect((await press.acknowledged()).type).toBe(6);
  krea.complete(first.jobId);
  await first.done;
  expect(krea.submits()).toHaveLength(submits);
});

test('Cancel of what is being painted asks Krea, frees the money when Krea stops, and may be pressed twice', async () => {
  const { krea } = studio();
  const { member } = addServer(studio(), 'cancel-running');
  krea.next({ manual: true });
  const handle = member.command('krea', { prompt: 'never mind' });
  const painting = await handle.message((message) => message.text.includes('Painting'));

  const twice = [member.press(painting, 'Cancel'), member.press(painting, 'Cancel')];
  const answers = await Promise.all(twice.map(async (press) => (await privateAnswer(press)).text));
  const ended = await handle.message(({ text }) => text.includes('Cancelled'));

  expect(answers.join()).toContain('asked Krea to stop');
  expect(ended.text).toContain('Not charged');
  expect(await moneyOf(studio(), handle.id)).toEqual(['hold', 'release']);
  expect(krea.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
});

test('a picture that Krea finishes although it was asked to stop is charged and shown', async () => {
  const { krea } = studio();
  const { member } = addServer(studio(), 'cancel-late');
  krea.next({ manual: true, onCancel: 'completes' });
  const handle = member.command('krea', { prompt: 'too late' });
  const painting = await handle.message((message) => message.text.includes('Painting'));

  member.press(painting, 'Cancel');
  const result = await handle.message(hasPictures(1));

  expect(result.text).toContain('charged $0.03');
  expect(await moneyOf(studio(), handle.id)).toEqual(['hold', 'settle']);
});

test('a double click runs once, and the second is told so', async () => {
  const { krea } = studio();
  const { member } = addServer(studio(), 'double');
  const result = await paint(member);
  const before = krea.submits().length;

  const [first, second] = [member.press(result, 'Vary · $0.03'), member.press(result, 'Vary · $0.03')];

  expect((await privateAnswer(second)).text).toContain('on it already');
  await first.message(hasPictures(1));
  expect(krea.submits()).toHaveLength(before + 1);
});

test('what only shows something can be opened again at once', async () => {
  const { member } = addServer(studio(), 'reopen');
  const result = await paint(member);

  await member.press(result, 'Remix · $0.03').modal();
  expect((await member.press(result, 'Remix · $0.03').modal()).customId).toContain('remix-form');
});

test('two who delete the same result at the same moment are both told that it is gone', async () => {
  const { member, owner } = addServer(studio(), 'delete-race');
  const result = await paint(member);

  const presses = [member.press(result, 'Delete', { hold: true }), owner.press(result, 'Delete', { hold: true })];
  for (const press of presses) press.redeliver();

  for (const press of presses) expect((await privateAnswer(press)).text).toMatch(/^Deleted/);
});

test('deleting one’s private copy of a result leaves the result itself to everybody', async () => {
  const server = addServer(studio(), 'delete-copy');
  const handle = server.member.command('krea', { prompt: 'a heron' });
  await handle.message(hasPictures(1));
  const copy = await server.owner.command('krea-show', { id: handle.id }).message(hasPictures(1));

  await privateAnswer(server.owner.press(copy, 'Delete'));

  expect(publicMessages(server.channelId)).toHaveLength(1);
  expect((await server.member.command('krea-show', { id: handle.id }).message(hasPictures(1))).ephemeral).toBe(true);
});

test('a private result is deleted by its requester', async () => {
  const { discord } = studio();
  const { member, channelId } = addServer(studio(), 'delete-private');
  const result = await paint(member, { private: true });

  expect((await privateAnswer(member.press(result, 'Delete'))).text).toContain('Deleted');
  expect(discord.messages(channelId).some(({ id }) => id === result.id)).toBe(false);
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
  const [message] = publicMessages(studio().channelId);
  const before = krea.submits().length;

  const handle = member.press(message ?? (await paint(member)), customId, { forged: true });

  expect((await privateAnswer(handle)).text).toMatch(/^I (know no|don’t know)/);
  expect(krea.submits()).toHaveLength(before);
});

test('a select with a value that it never offered does nothing', async () => {
  const { krea } = studio();
  const { member } = addServer(studio(), 'forged-select');
  const result = await paint(member);
  const before = krea.submits().length;

  for (const value of ['variant=huge', 'seed=1', 'intensity=9999', '', 'prompt=x']) {
    const handle = member.select(result, result.selects[0]?.customId ?? '', [value], { forged: true });
    expect((await privateAnswer(handle)).text).toContain('I don’t know this button');
  }
  expect(krea.submits()).toHaveLength(before);
});

test('the picture of a batch that has fewer is not known', async () => {
  const { member } = addServer(studio(), 'missing-index');
  const result = await paint(member);
  const customId = result.buttons.find(({ label }) => label.startsWith('Reroll'))?.customId ?? '';

  expect((await privateAnswer(member.press(result, customId.replace(/:1$/, ':3'), { forged: true }))).text).toContain('I don’t know this button');
});

test('a button copied into another server does nothing there, neither for strangers nor with that server’s money', async () => {
  const { krea } = studio();
  const here = addServer(studio(), 'home');
  const there = addServer(studio(), 'abroad');
  const result = await paint(here.member);
  const carrier = await paint(there.member);
  const before = krea.submits().length;

  for (const { customId } of result.buttons) {
    const handle = there.member.press(carrier, customId ?? '', { forged: true });
    expect((await privateAnswer(handle)).text).toContain('belongs to another place');
    expect(await moneyOf(studio(), handle.id)).toEqual([]);
  }
  expect(krea.submits()).toHaveLength(before);
});

test('the buttons below a result in direct messages work there, and its person pays', async () => {
  const { discord, channelId, memberId } = studio();
  const { member } = studio();
  const handle = member.command('krea', { prompt: 'brought home' }, { hold: true });
  discord.faults.add({ method: 'PATCH', route: (request) => request.path.includes(handle.token), status: 404, code: 10_008, times: Number.POSITIVE_INFINITY });
  discord.faults.add({ method: 'POST', route: new RegExp(`/channels/${channelId}/messages$`), status: 403, code: 50_013 });
  handle.redeliver();
  const result = await discord.waitFor(memberId, hasPictures(1));

  const atHome = discord.as(memberId);
  const again = await atHome.press(result, 'Reroll · $0.03').message(hasPictures(1));

  expect(again.text).toContain('you have $4.97 left');
  await privateAnswer(atHome.press(again, 'Delete'));
  expect(discord.directMessages(memberId).filter(({ ephemeral }) => !ephemeral)).toHaveLength(1);
  discord.faults.clear();
});

test('the ledger comes to what Krea bills, and nothing is left unfinished', async () => {
  expect(await bookErrors(studio())).toEqual([]);
  expect(await readStore(studio(), async ({ journal }) => journal.inStates(['queued', 'submitting', 'running', 'uncertain', 'finished']))).toEqual([]);
});
