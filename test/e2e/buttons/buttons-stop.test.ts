import { expect, test } from 'vitest';

import type { Actor, MessageView } from '../../sandbox/discord/index.ts';
import { bookErrors, moneyOf, readStore } from '../ledger-check.ts';
import { addServer, hasPictures, privateAnswer, shareStudio } from '../studio.ts';

const studio = shareStudio({
  krea: { durationMs: 40 },
  settings: { DEFAULT_GUILD_BUDGET_USD: '100', DM_BUDGET_USD: '5', KREA_MAX_IN_FLIGHT: '1' },
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
  expect((await privateAnswer(press)).text).toContain('isn’t refunded');
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

  expect((await privateAnswer(owner.press(result, 'Delete'))).text).toContain(
    `Deleted the picture of <@${member.userId}>`,
  );
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

test('who presses Cancel or Delete twice reads about cancelling and deleting, and nothing about charges for a picture', async () => {
  const { krea } = studio();
  const { member } = addServer(studio(), 'pressed-twice');
  krea.next({ manual: true });
  const handle = member.command('krea', { prompt: 'never mind' });
  const painting = await handle.message((message) => message.text.includes('Painting'));
  const cancels = [member.press(painting, 'Cancel'), member.press(painting, 'Cancel')];
  const cancelled = await Promise.all(cancels.map(async (press) => (await privateAnswer(press)).text));
  const result = await paint(member);
  const deletes = [member.press(result, 'Delete', { hold: true }), member.press(result, 'Delete', { hold: true })];
  for (const press of deletes) press.redeliver();
  const deleted = await Promise.all(deletes.map(async (press) => (await privateAnswer(press)).text));

  expect(cancelled.toSorted()).toEqual([
    expect.stringContaining('already cancelling it'),
    expect.stringContaining('I’ve asked Krea to stop'),
  ]);
  expect(deleted.toSorted()).toEqual([
    expect.stringContaining('Deleted'),
    expect.stringContaining('already deleting it'),
  ]);
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

  const told = await privateAnswer(server.owner.press(copy, 'Delete'));

  expect(told.text).toBe('Your private copy is deleted. Everything else is unchanged.');
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

test('the ledger comes to what Krea bills, and nothing is left unfinished', async () => {
  expect(await bookErrors(studio())).toEqual([]);
  expect(
    await readStore(studio(), async ({ journal }) =>
      journal.inStates(['queued', 'submitting', 'running', 'uncertain', 'finished']),
    ),
  ).toEqual([]);
});
