import { describe, expect, test } from 'vitest';

import type { InteractionHandle, MessageView } from '../../sandbox/discord/index.ts';
import { bookErrors, moneyOf, readStore } from '../ledger-check.ts';
import { addServer, hasPictures, privateAnswer, shareStudio } from '../studio.ts';

const MEMBERS = 50;
const BUDGET_PICTURES = 3;

describe('fifty members with money for three more pictures', () => {
  const studio = shareStudio({ settings: { DEFAULT_GUILD_BUDGET_USD: '0.12' } });

  test('get exactly three of a hundred commands and presses at once, and ninety-seven private refusals', async () => {
    const { krea, discord } = studio();
    const here = addServer(studio(), 'crowd');
    const first = await here.member.command('krea', { prompt: 'the first' }).message(hasPictures(1));
    const before = krea.submits().length;
    const members = Array.from({ length: MEMBERS }, (_, index) => here.newMember(`member${index}`));

    const handles = members.flatMap((member) => [
      member.command('krea', { prompt: 'me too' }),
      member.press(first, 'Vary · $0.03'),
    ]);
    const answers = await Promise.all(handles.map(outcomeOf));

    expect(answers.filter(({ pictures }) => pictures.length === 1)).toHaveLength(BUDGET_PICTURES);
    const refusals = answers.filter(({ text, ephemeral }) => ephemeral && text.includes('Not charged'));
    expect(refusals).toHaveLength(2 * MEMBERS - BUDGET_PICTURES);
    expect(krea.submits()).toHaveLength(before + BUDGET_PICTURES);
    expect(discord.messages(here.channelId).filter(({ ephemeral }) => !ephemeral)).toHaveLength(1 + BUDGET_PICTURES);
    const holds = await Promise.all(handles.map(async ({ id }) => moneyOf(studio(), id)));
    expect(holds.filter((kinds) => kinds.length > 0)).toEqual(
      Array.from({ length: BUDGET_PICTURES }, () => ['hold', 'settle']),
    );
    const { balances } = await readStore(studio(), async ({ ledger }) => ({ balances: await ledger.balances() }));
    expect(balances.find(({ id }) => id === here.guildId)).toMatchObject({ spent: 120_000, held: 0 });
    expect(await bookErrors(studio())).toEqual([]);
  });
});

/** The picture that somebody got, or the words that only they see. */
async function outcomeOf(handle: InteractionHandle): Promise<MessageView> {
  return handle.message(
    (message) => message.pictures.length > 0 || (message.ephemeral && !message.loading && message.text !== ''),
  );
}

describe('with a single place at Krea', () => {
  const studio = shareStudio({ settings: { KREA_MAX_IN_FLIGHT: '1' }, krea: { durationMs: 100 } });

  test('servers take turns, and within a server its members do', async () => {
    const { krea } = studio();
    const [first, second] = [addServer(studio(), 'first'), addServer(studio(), 'second')];
    const [ann, bob] = [first.newMember('ann'), first.newMember('bob')];
    const before = krea.submits().length;
    // Holds the place while the others come: then everybody is in line.
    krea.next({ durationMs: 700 });
    const blocker = addServer(studio(), 'blocker').member.command('krea', { prompt: 'blocker' });
    await krea.waitFor((seen) => seen.submits().length > before);
    const handles: InteractionHandle[] = [blocker];
    for (const prompt of ['ann 1', 'ann 2', 'ann 3']) handles.push(await accepted(ann.command('krea', { prompt })));
    handles.push(await accepted(bob.command('krea', { prompt: 'bob 1' })));
    for (const prompt of ['other 1', 'other 2'])
      handles.push(await accepted(second.member.command('krea', { prompt })));

    await Promise.all(handles.map(async (handle) => handle.message(hasPictures(1))));

    const order = krea
      .submits()
      .slice(before)
      .map(({ body }) => body.prompt);
    expect(order).toEqual(['blocker', 'ann 1', 'other 1', 'bob 1', 'other 2', 'ann 2', 'ann 3']);
  });

  test('waiting members read their place, and a cancel frees the money at once and moves the others up', async () => {
    const { krea } = studio();
    const here = addServer(studio(), 'line');
    const before = krea.jobs().length;
    krea.next({ manual: true });
    const running = here.member.command('krea', { prompt: 'running' });
    const job = await krea.waitFor((seen) => seen.jobs()[before]);
    const [second, third] = [here.newMember('second'), here.newMember('third')];
    const next = await accepted(second.command('krea', { prompt: 'next' }));
    const last = await accepted(third.command('krea', { prompt: 'last' }));
    const shown = await next.message((message) => message.text.includes('next in line'));
    await last.message((message) => message.text.includes('2nd of 2 in line'));

    expect((await privateAnswer(third.press(shown, 'Cancel'))).text).toContain(
      'Only the person who requested this picture can cancel it.',
    );
    expect(await moneyOf(studio(), next.id)).toEqual(['hold']);
    second.press(shown, 'Cancel');
    await next.message((message) => message.text.includes('Cancelled'));
    expect(await moneyOf(studio(), next.id)).toEqual(['hold', 'release']);
    await last.message((message) => message.text.includes('next in line'));
    krea.complete(job.id);
    await Promise.all([running, last].map(async (handle) => handle.message(hasPictures(1))));

    expect(krea.submits().map(({ body }) => body.prompt)).not.toContain('next');
    expect(await bookErrors(studio())).toEqual([]);
  });

  test('a batch of one server does not hold up another server', async () => {
    const { krea } = studio();
    const [greedy, modest] = [addServer(studio(), 'greedy'), addServer(studio(), 'modest')];
    const before = krea.submits().length;
    krea.next({ durationMs: 600 });
    const batch = await accepted(greedy.member.command('krea', { prompt: 'four at once', count: 4 }));
    await krea.waitFor((seen) => seen.submits().length > before);
    const single = await accepted(modest.member.command('krea', { prompt: 'just one' }));

    await Promise.all([batch.message(hasPictures(4)), single.message(hasPictures(1))]);

    const order = krea
      .submits()
      .slice(before)
      .map(({ body }) => body.prompt);
    expect(order).toEqual(['four at once', 'just one', 'four at once', 'four at once', 'four at once']);
  });

  /** Waits until the order is on record, so that the next one comes after it. */
  async function accepted(handle: InteractionHandle): Promise<InteractionHandle> {
    await studio().bot().logged('generation opened', handle.id);
    return handle;
  }
});
