import sharp from 'sharp';
import { expect, test } from 'vitest';

import { microsOf, readCsv } from '../../discord/render/read-csv.ts';
import type { InteractionHandle, MessageView } from '../../sandbox/discord/index.ts';
import { decide } from '../decide.ts';
import { readStore } from '../ledger-check.ts';
import { addServer, hasPictures, openStudio, privateAnswer, shareStudio } from '../studio.ts';
import type { Server } from '../studio.ts';

const studio = shareStudio({ krea: { durationMs: 40 }, settings: { KREA_MAX_IN_FLIGHT: '8' } });

/** The whole answer, with its files. */
async function answerOf(handle: InteractionHandle): Promise<MessageView> {
  return handle.message((message) => message.ephemeral && !message.loading);
}

async function walletOf(actor: Server['member']): Promise<string> {
  return (await privateAnswer(actor.command('krea-wallet'))).text;
}

/** What the ledger says the server has spent, over all its periods. */
async function spentBy({ guildId }: Server): Promise<number> {
  const balances = await readStore(studio(), async ({ ledger }) => ledger.balances());
  return balances
    .filter(({ scope, id }) => scope === 'guild' && id === guildId)
    .reduce((sum, { spent }) => sum + spent, 0);
}

test('a member reads alone what is left, which cap leaves it, what is spent, and what they may ask for', async () => {
  const server = addServer(studio(), 'wallets');
  expect(await walletOf(server.member)).toContain(
    'You have **$5.00** left to spend here, under this server’s budget of $5.00.',
  );

  await server.member.command('krea', { prompt: 'a heron', count: 2 }).message(hasPictures(2));
  await decide(server.owner, 'member', { who: server.member.userId, cap: '0.20', models: 'medium-turbo' });

  const text = await walletOf(server.member);
  expect(text).toContain('You have **$0.14** left to spend here, under your own limit of $0.20.');
  expect(text).toContain('This server’s budget of $5.00: $4.94 left.');
  expect(text).toContain('You’ve spent **$0.06** this period');
  expect(text).toMatch(/It resets <t:\d+:R>/);
  expect(text).toContain('Medium Turbo $0.015');
  expect(text).not.toContain('Large');
});

test('an export is a private file that comes to exactly what the ledger has spent', async () => {
  const { krea } = studio();
  const server = addServer(studio(), 'exports');
  const first = await server.member.command('krea', { prompt: '=HYPERLINK("x")', count: 3 }).message(hasPictures(3));
  krea.next({ end: { failed: 'object' } });
  await server
    .newMember('unlucky')
    .command('krea', { prompt: 'a failure' })
    .message(({ text }) => text.includes('Not charged'));
  const reroll = first.buttons.find(({ label }) => label.startsWith('Reroll'))?.customId ?? '';
  const again = server.member.press(first, reroll);
  await again.message((message) => message.id !== first.id && hasPictures(1)(message));
  // The picture is to be seen a moment before that is on record.
  await studio().bot().logged('"delivered"', again.id);

  const answer = await answerOf(server.owner.command('krea-budget export'));

  const [file] = answer.pictures;
  const records = readCsv(file?.bytes?.toString() ?? '');
  expect(file?.name).toMatch(/^krea-spending-\d{4}-\d{2}-01\.csv$/);
  expect(records.filter(({ state }) => state === 'delivered')).toHaveLength(4);
  expect(records.reduce((sum, { charged }) => sum + microsOf(charged), 0)).toBe(await spentBy(server));
  expect(records.filter(({ parent }) => parent !== '')).toHaveLength(1);
  expect(records.find(({ state }) => state === 'failed')).toMatchObject({
    charged: '0.000000',
    released: '0.030000',
    held: '0.000000',
  });
  expect(answer.text).toContain('5 pictures');
  expect(answer.text).toContain('**$0.12** charged');
  expect(answer.ephemeral).toBe(true);

  const before = await answerOf(server.owner.command('krea-budget export', { which: 'previous' }));
  expect(before.text).toBe('Nothing was counted in any period but the running one. Export that.');
  expect(before.pictures).toEqual([]);
});

test('a report is a private chart with its figures in words and in its description', async () => {
  const server = addServer(studio(), 'reports');
  await server.member.command('krea', { prompt: 'a heron', count: 2 }).message(hasPictures(2));
  await server.owner.command('krea', { prompt: 'a large one', variant: 'large' }).message(hasPictures(1));

  const answer = await answerOf(server.owner.command('krea-budget report'));

  const [chart] = answer.pictures;
  expect(answer.text).toContain('**$0.12** spent for 3 pictures, **$0.00** reserved, **$4.88** left of **$5.00**.');
  expect(answer.text).toContain(`<@${server.member.userId}> $0.06 (2 pictures)`);
  expect(answer.text).toContain('Large $0.06 (1 picture)');
  expect(answer.pings.users).toEqual([]);
  expect(chart?.alt).toContain('$0.12 spent for 3 pictures');
  expect(chart?.alt).not.toContain('<@');
  expect(await sharp(chart?.bytes ?? Buffer.alloc(0)).metadata()).toMatchObject({ format: 'png', width: 1500 });
  expect(answer.ephemeral).toBe(true);
});

test('plain members get neither export nor report, even past Discord’s client', async () => {
  const server = addServer(studio(), 'curious');

  for (const name of ['krea-budget export', 'krea-budget report']) {
    const { text, pictures } = await privateAnswer(server.member.command(name, {}, { forged: true }));
    expect(text).toContain('Manage Server');
    expect(pictures).toEqual([]);
  }
});

test('in direct messages the wallet is the member’s own, and where there is none it says so', async () => {
  await using own = await openStudio({ krea: { durationMs: 40 }, settings: { DM_BUDGET_USD: '0.05' } });
  const inDirect = own.discord.as(own.memberId);
  await inDirect.command('krea', { prompt: 'a private heron' }).message(hasPictures(1));

  expect((await answerOf(inDirect.command('krea-wallet'))).text).toContain(
    'You have **$0.02** left to spend here, under your direct-message budget of $0.05.',
  );

  const closed = studio().discord.as(studio().memberId).command('krea-wallet');
  expect((await answerOf(closed)).text).toContain('no budget for direct messages');
});
