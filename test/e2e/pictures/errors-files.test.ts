import { expect, test } from 'vitest';

import type { Plan } from '../../sandbox/krea/index.ts';
import { bookErrors, moneyOf } from '../ledger-check.ts';
import { ask, sentenceIn } from '../sentences.ts';
import { hasPictures, shareStudio } from '../studio.ts';

const studio = shareStudio({
  hurry: 10,
  krea: { durationMs: 40, pictureSize: 96 },
  settings: { DEFAULT_GUILD_BUDGET_USD: '100', KREA_MAX_IN_FLIGHT: '8' },
});

/** What members were told, by what had happened: no two causes may share a sentence. */
const told = new Map<string, string>();

test.each<[string, Plan, string, string]>([
  ['missing', { media: 'missing' }, 'its file isn’t where Krea said', '"cause":"missing"'],
  ['text', { media: 'text' }, 'I can’t open its file', '"cause":"not-a-picture"'],
  ['elsewhere', { media: 'redirect' }, 'I’m not allowed to fetch its file', '"cause":"untrusted"'],
])(
  'a paid picture whose file is %s is said to be charged, and its address stays on record',
  async (what, plan, sentence, words) => {
    const { krea } = studio();
    krea.next(plan);
    const { handle, member, ended } = await ask(studio(), `file is ${what}`);

    expect(ended.text).toContain(sentence);
    expect(ended.text).toContain('Charged $0.03.');
    expect(ended.text).toContain(`/krea-show id:${handle.id}`);
    await studio().bot().logged('paid picture cannot be read', words);
    expect(krea.requests.filter(({ path }) => path.includes('elsewhere'))).toEqual([]);
    expect(await moneyOf(studio(), handle.id)).toEqual(['hold', 'settle']);
    told.set(`file ${what}`, sentenceIn(ended.text));

    const again = await member.command('krea-show', { id: handle.id }).message(({ text }) => text.includes('Charged'));
    expect(again.text).toContain(sentence);
  },
);

test('a paid picture whose file was missing is brought back by krea-show once it is there', async () => {
  const fault = { kind: 'missing' as const, times: Number.POSITIVE_INFINITY };
  studio().krea.next({ media: fault });
  const { handle, member, ended } = await ask(studio(), 'late file');
  expect(ended.pictures).toEqual([]);

  // The bot itself may be faster from here on: it is shown on demand all the same.
  fault.times = 0;
  const shown = await member.command('krea-show', { id: handle.id }).message(hasPictures(1));

  expect(shown.text).toContain('charged $0.03');
});

test('a picture larger than Discord takes is made to fit', async () => {
  studio().krea.next({ media: 'oversized' });

  const { ended } = await ask(studio(), 'very large file');

  expect(ended.pictures).toHaveLength(1);
  expect(ended.pictures[0]?.bytes?.length).toBeLessThanOrEqual(10 * 1024 * 1024);
});

test('each of them had a sentence of its own, and the ledger comes to what Krea bills', async () => {
  expect(new Set(told.values()).size).toBe(3);
  expect(await bookErrors(studio())).toEqual([]);
});
