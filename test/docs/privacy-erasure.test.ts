import { expect, test } from 'vitest';

import { decide } from '../e2e/decide.ts';
import { asked, deciding, says } from '../e2e/deciding.ts';
import { bookErrors, recorded } from '../e2e/ledger-check.ts';
import { runLedger } from '../e2e/run-ledger.ts';
import { hasPictures, privateAnswer, shareStudio } from '../e2e/studio.ts';
import { surface } from '../media/image-samples.ts';
import { cellsWith, erase, wordsInFile } from './erasure.ts';

const NOBODY = '900000000000000001';
const SECRETS = ['a costly heron', 'my secret heron', 'whispered', 'because I can'];

const studio = shareStudio({ krea: { durationMs: 40 }, settings: { DM_BUDGET_USD: '1' } });

const reference = async () => ({ reference1: { name: 'mine.png', bytes: await surface(31, 17).png().toBuffer() } });

test('after the statements of the document nothing of a member is left but amounts, the books agree, and their buttons answer', async () => {
  const { discord, krea, databasePath, bot, restart } = studio();
  const place = await deciding(studio(), 'erasure');
  const { member, owner } = place;
  const friend = place.newMember('friend');
  const id = member.userId;

  // Everything that a member can leave: pictures, references, failures, a wallet of their own, limits, requests,
  // decisions.
  const order = member.command('krea', { prompt: 'my secret heron', count: 2 }, { attachments: await reference() });
  const result = await order.message(hasPictures(2));
  const reroll = result.buttons.find(({ label }) => label.startsWith('Reroll'))?.customId ?? '';
  krea.next({ end: { failed: 'object' } });
  const failed = member.command('krea', { prompt: 'my secret heron' });
  await failed.message(says('Not charged'));
  const direct = discord.as(id).command('krea', { prompt: 'whispered' });
  await direct.message(hasPictures(1));
  const others = await friend.command('krea', { prompt: 'a stork of the friend' }).message(hasPictures(1));
  await decide(owner, 'member', { who: id, cap: '0.09', reason: `for <@${id}>` });
  const { card } = await asked(place, { count: 4 });
  place.boss.press(card, 'Approve once');
  await discord.waitFor(place.channelId, hasPictures(4));
  await asked(place, { count: 3 });
  studio().discord.world.member(place.guildId, id).roles = [...discord.world.member(place.guildId, place.second.userId).roles];
  await decide(member, 'pause', { reason: 'because I can' });
  await decide(member, 'resume');
  const ours = await privateAnswer(friend.command('krea-wallet'));
  await bot().stop();

  const generation = await recorded(studio(), order.id);
  const hashes = [...generation.request.references, ...generation.pictures].map(({ hash }) => hash ?? '');
  expect(hashes.every((hash) => hash.length === 64)).toBe(true);
  expect(new Set(cellsWith(databasePath, [id, ...SECRETS])).size).toBeGreaterThan(15);
  await erase(databasePath, id, NOBODY);

  expect(cellsWith(databasePath, [id, ...SECRETS, ...hashes])).toEqual([]);
  expect(await wordsInFile(databasePath, [id, ...SECRETS, ...hashes])).toEqual([]);
  const checked = await runLedger(studio(), ['--offline']);
  expect([checked.code, checked.out]).toEqual([0, expect.stringContaining('Everything agrees.')]);
  expect(await bookErrors(studio())).toEqual([]);

  await restart();
  const submits = krea.submits().length;
  expect((await privateAnswer(friend.press(result, reroll))).text).toContain('private to the person who requested it. Not charged.');
  expect((await privateAnswer(member.press(result, reroll))).text).toContain('Not charged.');
  for (const shown of [generation.id, failed.id]) expect((await privateAnswer(friend.command('krea-show', { id: shown }))).text).toContain('private to the person');
  expect((await privateAnswer(owner.command('krea-budget log'))).text).toContain(`<@${NOBODY}> **pause**`);
  expect((await privateAnswer(friend.command('krea-wallet'))).text).toBe(ours.text);
  expect(krea.submits()).toHaveLength(submits);
  await friend.press(others, others.buttons.find(({ label }) => label.startsWith('Reroll'))?.customId ?? '').message((message) => message.id !== others.id && hasPictures(1)(message));
  await discord.as(id).command('krea', { prompt: 'a new beginning' }).message(hasPictures(1));
});

test('the statements change nothing while something of the member is under way', async () => {
  const { krea, databasePath, bot, restart } = studio();
  const place = await deciding(studio(), 'too-early');
  krea.next({ manual: true });
  const before = krea.submits().length;
  const order = place.member.command('krea', { prompt: 'not yet' });
  const { jobId } = await krea.waitFor((it) => it.submits()[before]);
  await bot().stop();

  await expect(erase(databasePath, place.member.userId, '900000000000000002')).rejects.toThrow('nothing_of_theirs_is_under_way');

  expect((await recorded(studio(), order.id)).userId).toBe(place.member.userId);
  await restart();
  krea.complete(jobId);
  await order.message(hasPictures(1));
});
