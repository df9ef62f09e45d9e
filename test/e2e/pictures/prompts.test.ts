import { expect, test } from 'vitest';

import { moneyOf } from '../ledger-check.ts';
import { addServer, hasPictures, privateAnswer, shareStudio } from '../studio.ts';

const studio = shareStudio({ krea: { durationMs: 40 }, settings: { DEFAULT_GUILD_BUDGET_USD: '100' } });

const FAMILY = '👩‍👩‍👧‍👦';
const RIGHT_TO_LEFT = '\u{202e}';

/** Prompts that try to break the message, to ping somebody, or to reach Krea changed. */
const HOSTILE: readonly [string, string][] = [
  ['4,000 emoji', '🦩'.repeat(4000)],
  ['families of emoji up to the limit', FAMILY.repeat(571)],
  ['4,000 right-to-left marks around a word', `x${RIGHT_TO_LEFT.repeat(3998)}y`],
  ['4,000 backticks', '`'.repeat(4000)],
  ['4,000 backslashes', '\\'.repeat(4000)],
  ['every mention there is', '@everyone @here <@ID> <@!ID> <@&ROLE> <#CHANNEL> </krea:1> <id:customize>'],
  [
    'formatting',
    '# title\n> quote\n* list\n**bold** __under__ ||spoiler|| ~~gone~~ [link](https://evil.example) `code`\n```js\nfence',
  ],
  ['a fence and nothing after it', '```'],
  [
    'a timestamp, an emoji code and an invite',
    '<t:0:R> <:name:123456789012345678> <a:x:1> https://discord.gg/abc discord.gg/abc',
  ],
  ['zero-width characters', 'a\u{200b}b\u{200d}c\u{feff}d\u{2060}e'],
  ['newlines of all kinds', 'one\r\ntwo\u{2028}three\u{2029}four\u{85}five\u{b}six'],
  ['Arabic and Hebrew', 'مالك الحزين עם אנפה'],
  ['marks piled up', `z${'\u{300}'.repeat(3999)}`],
  ['a null byte and control characters', 'a\u{0}b\u{1}c\u{1b}[31md\u{7f}'],
  ['JSON and SQL', '"}]}, {"prompt": "\' OR 1=1; DROP TABLE picture; --"'],
  ['what looks like our own footer', '\n-# charged $0.00 · server has $999.00 left'],
  ['4,000 of the widest character', '\u{fdfd}'.repeat(4000)],
  ['variation selectors and tags', `flag \u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} \u{fe0f}`],
];

test.each(HOSTILE)(
  '%s reaches Krea word for word; Discord takes the message and nobody is pinged',
  async (what, template) => {
    const { discord, krea } = studio();
    const server = addServer(studio(), what.slice(0, 20));
    const victim = server.newMember('victim');
    const role = discord.world.addRole(server.guildId, { name: 'staff', mentionable: true });
    const prompt = template
      .replaceAll('ID', victim.userId)
      .replaceAll('ROLE', role.id)
      .replaceAll('CHANNEL', server.channelId);
    const before = krea.submits().length;

    const handle = server.member.command('krea', { prompt }, { forged: true });
    const answer = await handle.message(hasPictures(1));

    expect(krea.submits()[before]?.body.prompt).toBe(prompt.trim());
    expect(answer.componentsV2).toBe(true);
    expect(answer.text).toContain('charged $0.03');
    expect(answer.text.split('\n').filter((line) => line.startsWith('-# charged'))).toHaveLength(1);
    const pings = discord.messages(server.channelId).map((message) => message.pings);
    expect(pings.filter(({ everyone, users, roles }) => everyone || users.length > 0 || roles.length > 0)).toEqual([]);

    const form = await server.member.press(answer, 'Remix · $0.03').modal();
    expect(form.title).toMatch(/^Remix/);
  },
);

test('lone surrogates are made well-formed before anything is sent', async () => {
  const { krea, member } = studio();

  await member.command('krea', { prompt: 'a \ud83d heron \udfff.' }, { forged: true }).message(hasPictures(1));

  expect(krea.submits().at(-1)?.body.prompt).toBe('a \u{fffd} heron \u{fffd}.');
});

test('a Remix of 4,000 plain characters keeps every one of them', async () => {
  const { krea, member } = studio();
  const prompt = `${'heron '.repeat(666)}egre`;
  const answer = await member.command('krea', { prompt }).message(hasPictures(1));

  await member.submit(await member.press(answer, 'Remix · $0.03').modal()).message(hasPictures(1));

  expect(krea.submits().at(-1)?.body.prompt).toBe(prompt);
});

test('a result that pings its requester pings nobody else, whatever the prompt says', async () => {
  const { discord } = studio();
  const server = addServer(studio(), 'channel post');
  const victim = server.newMember('victim');
  const handle = server.member.command('krea', { prompt: `@everyone <@${victim.userId}>` }, { hold: true });
  discord.faults.add({
    method: 'PATCH',
    route: (request) => request.path.includes(handle.token),
    status: 404,
    code: 10_008,
    times: Number.POSITIVE_INFINITY,
  });
  handle.redeliver();

  const posted = await discord.waitFor(server.channelId, hasPictures(1));

  expect(posted.pings).toEqual({ everyone: false, users: [server.member.userId], roles: [] });
  discord.faults.clear();
});

test('4,001 characters are refused also when they are emoji, and in the Remix form', async () => {
  const { member } = studio();
  const handle = member.command('krea', { prompt: '🦩'.repeat(4001) }, { forged: true });
  expect((await privateAnswer(handle)).text).toContain('longer than 4,000 characters');
  expect(await moneyOf(studio(), handle.id)).toEqual([]);

  const answer = await member.command('krea', { prompt: 'short' }).message(hasPictures(1));
  const submitted = member.submit(
    await member.press(answer, 'Remix · $0.03').modal(),
    { Prompt: 'x'.repeat(4001) },
    {},
    { forged: true },
  );
  expect((await privateAnswer(submitted)).text).toContain('longer than 4,000 characters');
});

test('while it waits, a hostile prompt breaks and pings nothing either', async () => {
  const { krea, discord } = studio();
  const server = addServer(studio(), 'waiting');
  krea.next({ manual: true });
  const before = krea.submits().length;
  const handle = server.member.command('krea', { prompt: `\`\`\`@everyone ${'🦩'.repeat(3900)}` }, { forged: true });
  const { jobId } = await krea.waitFor((it) => it.submits()[before]);

  const progress = await handle.message(({ text }) => text.includes('Painting'));

  expect(progress.text).toContain('\\`\\`\\`\\@everyone');
  expect(discord.messages(server.channelId).map(({ pings }) => pings)).toEqual([
    { everyone: false, users: [], roles: [] },
  ]);
  krea.complete(jobId);
  await handle.message(hasPictures(1));
});
