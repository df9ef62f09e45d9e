import { createHash, randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

import sharp from 'sharp';
import { expect, test } from 'vitest';

import { createImages } from '../../../src/media/images.ts';
import { fixture, pngOf, surface, withSize } from '../../media/image-samples.ts';
import type { Actor, MessageView } from '../../sandbox/discord/index.ts';
import { decide } from '../decide.ts';
import { deciding, says } from '../deciding.ts';
import { bookErrors, moneyOf } from '../ledger-check.ts';
import { addServer, hasPictures, privateAnswer, shareStudio } from '../studio.ts';

const studio = shareStudio({ krea: { durationMs: 40 }, settings: { DEFAULT_GUILD_BUDGET_USD: '100' } });

/** An image that no other test has: equal ones are uploaded once. */
async function noise(format: 'png' | 'jpeg' | 'webp', side = 24): Promise<Buffer> {
  return sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } })
    .toFormat(format)
    .toBuffer();
}

async function withReference(member: Actor, name: string, bytes: Uint8Array, options = {}): Promise<MessageView> {
  const attachments = { reference1: { name, bytes: Buffer.from(bytes) } };
  return member.command('krea', { prompt: 'in this style', ...options }, { attachments }).message(hasPictures(1));
}

/** Until when the bot keeps the copy of an image: null for ever, undefined not at all. */
async function keptUntil(bytes: Buffer): Promise<unknown> {
  const prepared = await createImages().prepareReference(bytes);
  if ('problem' in prepared) throw new Error('The test gives good images.');
  const database = new DatabaseSync(studio().databasePath, { readOnly: true });
  try {
    const row = database
      .prepare('select expires_at from blob where hash = ?')
      .get(createHash('sha256').update(prepared.bytes).digest('hex'));
    return row && Object.values(row)[0];
  } finally {
    database.close();
  }
}

function lastReferences() {
  return studio().krea.submits().at(-1)?.body.image_style_references;
}

test('PNG, JPEG, WebP and HEIC become style references, each with its strength, in their order', async () => {
  const { krea, member } = studio();
  const attachments = {
    reference1: { name: 'a.png', bytes: await noise('png') },
    reference2: { name: 'b.jpg', bytes: await noise('jpeg') },
    reference3: { name: 'c.webp', bytes: await noise('webp') },
    reference4: { name: 'd.heic', bytes: Buffer.from(fixture('phone.heic')) },
  };
  const strengths = { reference1_strength: 0, reference3_strength: 1, reference4_strength: 0.25 };

  const answer = await member
    .command('krea', { prompt: 'all four', ...strengths }, { attachments })
    .message(hasPictures(1));

  expect(lastReferences()?.map(({ strength }) => strength)).toEqual([0, 0.6, 1, 0.25]);
  const heic = krea.assets().find(({ url }) => url === lastReferences()?.[3]?.url);
  expect([heic?.width, heic?.height]).toEqual([32, 48]);
  expect(answer.text).toContain('4 style references');
  expect(answer.text).toContain('charged $0.035');
});

test('a larger image arrives with at most 2048 pixels a side, in its proportions', async () => {
  const { krea, member } = studio();

  await withReference(member, 'wide.png', await surface(4096, 1024).png().toBuffer());

  const asset = krea.assets().find(({ url }) => url === lastReferences()?.[0]?.url);
  expect([asset?.width, asset?.height]).toEqual([2048, 512]);
});

test('the same content is uploaded once, whoever gives it under whatever name', async () => {
  const { krea, member, newMember } = studio();
  const bytes = await noise('png');
  const before = krea.assets().length;

  await withReference(member, 'mine.png', bytes);
  const first = lastReferences();
  await withReference(newMember('nora'), 'hers.png', bytes, { reference1_strength: 0.9 });

  expect(krea.assets()).toHaveLength(before + 1);
  expect(lastReferences()?.map(({ url }) => url)).toEqual(first?.map(({ url }) => url));
});

test.each<[string, () => Promise<Uint8Array> | Uint8Array, RegExp]>([
  ['a GIF', () => Buffer.from('R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=', 'base64'), /GIF/],
  ['a GIF that is called PNG', () => Buffer.from('GIF89a'), /GIF/],
  ['an SVG', () => Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), /SVG/],
  ['text', () => Buffer.from('this is no picture'), /isn’t an image/],
  ['an empty file', () => new Uint8Array(), /empty/],
  ['half a JPEG', async () => (await noise('jpeg', 64)).subarray(0, 700), /damaged/],
  ['a PNG of 20,000 × 20,000', () => pngOf(20_000, 20_000, 1), /too many pixels/],
  ['a HEIC of 60 megapixels', () => withSize(fixture('phone.heic'), 10_000, 6000), /too many pixels/],
  ['a file of 26 MiB', () => Buffer.alloc(26 * 1024 * 1024, 7), /too large/],
])('%s is refused with its name and the reason, and nothing is held', async (_what, make, reason) => {
  const { krea, member } = studio();
  const before = krea.requests.filter(({ method }) => method === 'POST').length;
  const attachments = { reference1: { name: 'my *file* @everyone.png', bytes: Buffer.from(await make()) } };

  const handle = member.command('krea', { prompt: 'in this style' }, { attachments, forged: true });
  const { text } = await privateAnswer(handle);

  expect(text).toMatch(reason);
  expect(text).toContain('my');
  expect(text).toContain('Not charged.');
  expect(await moneyOf(studio(), handle.id)).toEqual([]);
  expect(krea.requests.filter(({ method }) => method === 'POST')).toHaveLength(before);
});

test('a bad reference beside a good one refuses the whole, and the public answer goes away', async () => {
  const { discord, channelId, member } = studio();
  const attachments = {
    reference1: { name: 'good.png', bytes: await noise('png') },
    reference2: { name: 'bad.gif', bytes: Buffer.from('GIF89a') },
  };

  const handle = member.command('krea', { prompt: 'half of it' }, { attachments });
  expect((await privateAnswer(handle)).text).toContain('bad.gif');

  expect(
    discord.messages(channelId).filter(({ interactionId, ephemeral }) => interactionId === handle.id && !ephemeral),
  ).toEqual([]);
});

test('an attachment that Discord no longer has is refused in words', async () => {
  const { discord, member } = studio();
  const handle = member.command(
    'krea',
    { prompt: 'gone' },
    { attachments: { reference1: { name: 'gone.png', bytes: await noise('png') } }, hold: true },
  );
  discord.removeEphemeralAttachments();
  handle.redeliver();

  expect((await privateAnswer(handle)).text).toContain('couldn’t be fetched');
  expect(await moneyOf(studio(), handle.id)).toEqual([]);
});

test('a refused request leaves its image nowhere; where moderators can be asked it is kept for a while, and for good once they approve', async () => {
  const { discord } = studio();
  const [bytes, poor, place] = [
    await noise('png'),
    addServer(studio(), 'poor'),
    await deciding(studio(), 'offered', '0.02'),
  ];
  const refused = async ({ member }: { member: Actor }): Promise<MessageView> =>
    privateAnswer(
      member.command('krea', { prompt: 'in this style' }, { attachments: { reference1: { name: 'a.png', bytes } } }),
    );
  await decide(poor.owner, 'set', { amount: '0.02' });

  await refused(poor);
  expect(await keptUntil(bytes)).toBeUndefined();

  const refusal = await refused(place);
  expect(await keptUntil(bytes)).toBeGreaterThan(0);
  place.member.press(refusal, 'Ask a moderator');
  place.boss.press(await discord.waitFor(place.alertsId, says('asks for')), 'Approve once');
  await discord.waitFor(place.channelId, hasPictures(1));
  expect(await keptUntil(bytes)).toBeNull();
  expect(lastReferences()).toHaveLength(1);
});

test('reroll, vary, remix and a reroll of a reroll keep the references when their links are dead and the bot was started anew', async () => {
  const { discord, krea, bot, restart } = studio();
  const { member } = addServer(studio(), 'keeper');
  const first = await withReference(member, 'style.png', await noise('png'), { reference1_strength: 0.8 });
  const references = lastReferences();
  expect(references).toHaveLength(1);
  discord.removeEphemeralAttachments();
  await bot().stop();
  await restart();

  const reroll = await member.press(first, 'Reroll · $0.035').message(hasPictures(1));
  expect(lastReferences()).toEqual(references);
  await member.press(reroll, 'Reroll · $0.035').message(hasPictures(1));
  expect(lastReferences()).toEqual(references);
  await member.press(reroll, 'Vary · $0.035').message(hasPictures(1));
  expect(lastReferences()).toEqual(references);
  const form = await member.press(first, 'Remix · $0.035').modal();
  await member.submit(form, { Prompt: 'other words' }).message(hasPictures(1));
  expect(krea.submits().at(-1)?.body.prompt).toBe('other words');
  expect(lastReferences()).toEqual(references);
});

test('when Krea has forgotten an upload it is uploaded once more, for one job and one charge', async () => {
  const { krea } = studio();
  const { member } = addServer(studio(), 'forgetful');
  const first = await withReference(member, 'style.png', await noise('png'));
  const url = lastReferences()?.[0]?.url ?? 'none was sent';
  krea.expireAsset(url);
  const [jobs, bill] = [krea.jobs().length, krea.bill().length];

  await member.press(first, 'Reroll · $0.035').message(hasPictures(1));

  expect([krea.jobs().length, krea.bill().length]).toEqual([jobs + 1, bill + 1]);
  expect(lastReferences()?.map((reference) => reference.url)).not.toContain(url);
  expect(await bookErrors(studio())).toEqual([]);
});

test('a whole batch survives a forgotten upload, which is uploaded once more and not once per picture', async () => {
  const { krea } = studio();
  const { member } = addServer(studio(), 'batch');
  const attachments = { reference1: { name: 'style.png', bytes: await noise('png') } };
  const batch = await member
    .command('krea', { prompt: 'four of them', count: 4 }, { attachments })
    .message(hasPictures(4));
  krea.expireAsset(lastReferences()?.[0]?.url ?? '');
  const [jobs, uploads] = [krea.jobs().length, Object.values(krea.uploads()).reduce((sum, count) => sum + count, 0)];

  await member.press(batch, 'Reroll all · $0.14').message(hasPictures(4));

  expect(krea.jobs()).toHaveLength(jobs + 4);
  expect(Object.values(krea.uploads()).reduce((sum, count) => sum + count, 0)).toBe(uploads + 1);
  expect(await bookErrors(studio())).toEqual([]);
});
