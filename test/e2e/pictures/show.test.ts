import { ChannelType } from 'discord.js';
import { expect, test } from 'vitest';

import { moneyOf, recorded } from '../ledger-check.ts';
import { addServer, hasPictures, privateAnswer, shareStudio } from '../studio.ts';
import type { Server } from '../studio.ts';

const studio = shareStudio({ krea: { durationMs: 40 }, settings: { DEFAULT_GUILD_BUDGET_USD: '100' } });

async function paint({ member }: Pick<Server, 'member'>, options: Record<string, string | number | boolean> = {}) {
  const handle = member.command('krea', { prompt: 'a heron', ...options });
  const result = await handle.message(hasPictures(typeof options['count'] === 'number' ? options['count'] : 1));
  return { id: handle.id, result };
}

test('one’s own result comes back privately, for free, with the same picture and live buttons', async () => {
  const { krea } = studio();
  const server = addServer(studio(), 'own');
  const { id, result } = await paint(server, { count: 2 });
  const bill = krea.bill().length;

  const handle = server.member.command('krea-show', { id });
  const shown = await handle.message(hasPictures(2));

  expect(shown.ephemeral).toBe(true);
  expect(shown.pictures.map(({ bytes }) => bytes)).toEqual(result.pictures.map(({ bytes }) => bytes));
  expect(shown.buttons).toEqual(result.buttons);
  expect(krea.bill()).toHaveLength(bill);
  expect(await moneyOf(studio(), handle.id)).toEqual([]);
  const again = await server.member.press(shown, 'Vary 2 · $0.03').message(hasPictures(1));
  expect(again.text).toContain('Variation of picture 2');
});

test('shown publicly it is seen by everyone, and pings nobody', async () => {
  const { discord } = studio();
  const server = addServer(studio(), 'public');
  const { id } = await paint(server);

  const shown = await server.newMember('zoe').command('krea-show', { id, public: true }).message(hasPictures(1));

  expect(shown.ephemeral).toBe(false);
  expect(shown.text).toContain(`asked by <@${server.member.userId}>`);
  expect(discord.messages(server.channelId).flatMap(({ pings }) => pings.users)).toEqual([]);
});

test('a spoiler stays a spoiler', async () => {
  const server = addServer(studio(), 'spoiler');
  const { id } = await paint(server, { spoiler: true });

  const shown = await server.member.command('krea-show', { id }).message(hasPictures(1));

  expect(shown.pictures[0]?.spoiler).toBe(true);
});

test('another member sees it from any channel if they can see where it was made, and else does not', async () => {
  const { discord } = studio();
  const server = addServer(studio(), 'channels');
  const elsewhere = discord.world.addChannel(server.guildId, { name: 'elsewhere' });
  const secret = discord.world.addChannel(server.guildId, { name: 'secret' });
  const friend = server.newMember('friend');
  discord.world.overwrite(secret.id, friend.userId, { deny: ['ViewChannel'] });
  const open = await paint(server);
  const hidden = await paint({ member: discord.as(server.member.userId, { channelId: secret.id }) });
  const from = discord.as(friend.userId, { channelId: elsewhere.id });

  expect((await from.command('krea-show', { id: open.id }).message(hasPictures(1))).pictures).toHaveLength(1);
  expect((await privateAnswer(from.command('krea-show', { id: hidden.id }))).text).toContain('a channel you can’t see');
});

test('what was made in a thread is seen by those who see its channel; in a private thread by nobody else', async () => {
  const { discord } = studio();
  const server = addServer(studio(), 'threads');
  const friend = server.newMember('friend');
  const thread = discord.world.addThread(server.channelId);
  const closed = discord.world.addThread(server.channelId, {
    private: true,
    people: [server.member.userId, discord.applicationId],
  });
  const open = await paint({ member: discord.as(server.member.userId, { channelId: thread.id }) });
  const hidden = await paint({ member: discord.as(server.member.userId, { channelId: closed.id }) });

  expect((await friend.command('krea-show', { id: open.id }).message(hasPictures(1))).pictures).toHaveLength(1);
  expect((await privateAnswer(friend.command('krea-show', { id: hidden.id }))).text).toContain(
    'a channel you can’t see',
  );
});

test('others’ private results, results of other servers and unknown ids are refused, each in its words', async () => {
  const [server, other] = [addServer(studio(), 'here'), addServer(studio(), 'there')];
  const secret = await paint(server, { private: true });
  const foreign = await paint(other);
  const ask = async (id: string) => (await privateAnswer(server.newMember('asker').command('krea-show', { id }))).text;

  expect(await ask(secret.id)).toContain('private to the person');
  expect(await ask(foreign.id)).toContain('made somewhere else');
  expect(await ask('123456789012345678')).toContain('don’t know a picture with this id');
  expect(await ask('heron')).toContain('number of 17 to 20 digits');
  expect(await ask(`${secret.id}; --`)).toContain('number of 17 to 20 digits');
});

test('one’s own private result comes back privately; shown publicly it takes one’s own wish', async () => {
  const server = addServer(studio(), 'private');
  const { id } = await paint(server, { private: true });

  expect((await server.member.command('krea-show', { id }).message(hasPictures(1))).ephemeral).toBe(true);
  expect((await server.member.command('krea-show', { id, public: true }).message(hasPictures(1))).ephemeral).toBe(
    false,
  );
});

test('what a moderator deleted is brought back by moderators only', async () => {
  const server = addServer(studio(), 'moderated');
  const { id, result } = await paint(server);
  expect((await privateAnswer(server.owner.press(result, 'Delete'))).text).toContain('Deleted the picture of');

  expect((await privateAnswer(server.member.command('krea-show', { id }))).text).toContain('has been deleted');
  expect((await privateAnswer(server.newMember('other').command('krea-show', { id }))).text).toContain(
    'has been deleted',
  );
  expect((await server.owner.command('krea-show', { id }).message(hasPictures(1))).pictures).toHaveLength(1);
});

test('what Discord would not take anywhere is kept, and delivered when it is asked for', async () => {
  const { discord } = studio();
  const server = addServer(studio(), 'kept');
  discord.world.setDmsClosed(server.member.userId, true);
  const handle = server.member.command('krea', { prompt: 'nowhere to go' }, { hold: true });
  discord.faults.add({
    method: 'PATCH',
    route: (request) => request.path.includes(handle.token) && request.files.length > 0,
    status: 404,
    code: 10_008,
    times: Number.POSITIVE_INFINITY,
  });
  discord.faults.add({
    method: 'POST',
    route: new RegExp(`/channels/${server.channelId}/messages$`),
    status: 403,
    code: 50_013,
  });
  handle.redeliver();
  const told = await handle.message(({ text }) => text.includes('is safe, but'));
  expect(told.text).toContain(`/krea-show id:${handle.id}`);
  expect((await recorded(studio(), handle.id)).pictures.map(({ state }) => state)).toEqual(['kept']);
  discord.faults.clear();

  const shown = await server.member.command('krea-show', { id: handle.id }).message(hasPictures(1));

  expect(shown.text).toContain('charged $0.03');
  await server.member.command('krea-show', { id: handle.id }).message(hasPictures(1));
  expect((await recorded(studio(), handle.id)).pictures.map(({ state }) => state)).toEqual(['delivered']);
  expect(await moneyOf(studio(), handle.id)).toEqual(['hold', 'settle']);
});

test('a request that brought no picture has nothing to show', async () => {
  studio().krea.next({ end: { failed: 'object' } });
  const server = addServer(studio(), 'nothing');
  const handle = server.member.command('krea', { prompt: 'fails' });
  await handle.message(({ text }) => text.includes('Not charged'));

  expect((await privateAnswer(server.member.command('krea-show', { id: handle.id }))).text).toContain(
    'no finished picture',
  );
});

test('the latest of one’s own results here are suggested, newest first, found by words or id, and nobody else’s', async () => {
  const server = addServer(studio(), 'suggestions');
  const heron = await paint(server, { prompt: 'a heron **at** dawn' });
  const egret = await paint(server, { prompt: 'an EGRET at noon' });
  await paint({ member: server.newMember('other') }, { prompt: 'a stork' });
  const suggest = async (id: string) => server.member.autocomplete('krea-show', { id }, 'id').choices();

  expect((await suggest('')).map(({ value }) => value)).toEqual([egret.id, heron.id]);
  expect((await suggest('egret')).map(({ value }) => value)).toEqual([egret.id]);
  expect((await suggest(heron.id)).map(({ name }) => name.includes('a heron'))).toEqual([true]);
  expect(await suggest('stork')).toEqual([]);
});

test.each([
  ['View Channel', ['ViewChannel'], {}, 'View Channel'],
  ['Send Messages', ['SendMessages'], {}, 'Send Messages'],
  ['Attach Files', ['AttachFiles'], {}, 'Attach Files'],
  ['Send Messages in Threads', ['SendMessagesInThreads'], { thread: true }, 'Send Messages in Threads'],
] as const)(
  'without %s a request is refused before any money is held, and the permission is named',
  async (_what, denied, { thread = false }: { thread?: boolean }, named) => {
    const { discord, krea } = studio();
    const server = addServer(studio(), named);
    const { id, result } = await paint(server);
    discord.world.denyBot(server.channelId, ...denied);
    const place = thread ? discord.world.addThread(server.channelId) : discord.world.channel(server.channelId);
    const here = discord.as(server.member.userId, { channelId: place.id });
    const before = krea.submits().length;

    const handles = [
      here.command('krea', { prompt: 'a heron' }),
      // What only its requester sees carries files too.
      here.command('krea', { prompt: 'a heron', private: true }),
      here.command('krea-show', { id, public: true }),
      ...(thread ? [] : [here.press(result, 'Reroll · $0.03')]),
    ];
    for (const handle of handles) {
      expect((await privateAnswer(handle)).text).toContain(`**${named}**`);
      expect(await moneyOf(studio(), handle.id)).toEqual([]);
    }
    expect(krea.submits()).toHaveLength(before);
    expect(place.type).toBe(thread ? ChannelType.PublicThread : ChannelType.GuildText);
  },
);
