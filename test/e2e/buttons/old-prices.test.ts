import { expect, test } from 'vitest';

import type { Actor, MessageView } from '../../sandbox/discord/index.ts';
import { bookErrors } from '../ledger-check.ts';
import { addServer, hasPictures, privateAnswer, shareStudio } from '../studio.ts';

const studio = shareStudio({ krea: { durationMs: 40 } });

async function paint(member: Actor): Promise<MessageView> {
  return member.command('krea', { prompt: 'a heron' }).message(hasPictures(1));
}

/** The id of a control below the result, without what it names. */
function idOf(result: MessageView, verb: string): string {
  const found = result.buttons.map(({ customId }) => customId ?? '').find((id) => id.startsWith(`v1:${verb}:`));
  if (found === undefined) throw new Error(`There is no ${verb}.`);
  return found.replace(/:p\d+$/, '');
}

test('a button that shows another price than today’s charges nothing, and gives one that shows it, for everyone to see', async () => {
  const { discord, krea } = studio();
  const { member, channelId } = addServer(studio(), 'old');
  const result = await paint(member);
  const before = krea.submits().length;

  const refusal = await privateAnswer(member.press(result, `${idOf(result, 'vary')}:p20000`, { forged: true }));

  expect(refusal.text).toContain('This showed $0.02, but the price has changed: it costs $0.03 now. Not charged.');
  expect(krea.submits()).toHaveLength(before);
  const shown = discord.messages(channelId).filter(hasPictures(1)).length;
  const again = await member.press(refusal, 'Vary · $0.03').message(hasPictures(1));
  expect(again.ephemeral).toBe(false);
  expect(discord.messages(channelId).filter(hasPictures(1))).toHaveLength(shown + 1);
});

test('a button of a message from before ids named a price works by what the message says', async () => {
  const { member } = addServer(studio(), 'older');
  const result = await paint(member);
  await member.press(result, idOf(result, 'reroll'), { forged: true }).message(hasPictures(1));
  const unknown = await privateAnswer(member.press(result, idOf(result, 'vary').replace(/:1$/, ''), { forged: true }));
  expect(unknown.text).toContain('I can’t tell which price this showed: it costs $0.03 now. Not charged.');
});

test('the ledger comes to what Krea bills', async () => {
  expect(await bookErrors(studio())).toEqual([]);
});
