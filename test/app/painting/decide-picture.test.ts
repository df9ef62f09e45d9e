import { describe, expect, test } from 'vitest';

import { createDecidePicture } from '../../../src/app/painting/decide-picture.ts';
import type { PictureState } from '../../../src/core/picture/generation.ts';
import { ImageApiUnavailable } from '../../../src/ports/image-api.ts';
import type { ImageApi, JobView } from '../../../src/ports/image-api.ts';
import { arranged } from '../../arranged.ts';
import { FIRST, lead, open } from '../../contract/samples.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';

const MINUTE = 60_000;
const DECISION = {
  ...FIRST,
  verdict: 'not-charged',
  actor: { userId: 'moderator', interactionId: '5' },
  reason: null,
} as const;
const ignore = (): void => undefined;

/** A picture in doubt since `ageMs`; its job is known when `look` tells of it. */
async function setCase(
  options: { ageMs?: number; isKnown?: boolean; look?: (() => Promise<JobView>) | null; path?: PictureState[] } = {},
) {
  const {
    ageMs = 2 * MINUTE,
    isKnown = true,
    look = async () => ({ state: 'painting' }),
    path = ['submitting', 'uncertain'],
  } = options;
  const clock = createFakeClock();
  const store = createMemoryStore({ now: clock.now });
  const prompts: (string | undefined)[] = [];
  await open(store.journal, { seeds: [1], createdAt: clock.now() });
  if (isKnown) {
    arranged(await store.journal.move(FIRST, 'queued', 'submitting', clock.now()));
    arranged(await store.journal.move(FIRST, 'submitting', 'running', clock.now(), { remoteId: 'job-1' }));
    arranged(await store.journal.move(FIRST, 'running', 'uncertain', clock.now()));
  } else {
    await lead(store.journal, FIRST, path);
  }
  await clock.pass(ageMs);
  const imageApi: Pick<ImageApi, 'look'> | null = look && {
    async look(_, prompt) {
      prompts.push(prompt);
      return look();
    },
  };
  const decide = createDecidePicture({
    ...store,
    imageApi,
    clock,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
  const money = async (): Promise<string[]> => (await store.ledger.entries(FIRST.generationId)).map(({ kind }) => kind);
  return { clock, store, decide, prompts, money };
}

const theirs = (): boolean => true;

describe('a decision', () => {
  test('is refused for what is not theirs, or not there, and books nothing', async () => {
    const { decide, money } = await setCase();
    expect(await decide(DECISION, () => false)).toEqual({ refused: { kind: 'unknown-generation' } });
    expect(await decide({ ...DECISION, index: 9 }, theirs)).toEqual({ refused: { kind: 'unknown-generation' } });
    expect(await decide({ ...DECISION, generationId: '9' }, theirs)).toEqual({
      refused: { kind: 'unknown-generation' },
    });
    expect(await money()).toEqual(['hold']);
  });

  test.for<[PictureState[]]>([[[]], [['submitting']], [['submitting', 'running']], [['cancelled']]])(
    'is refused for what is not in doubt: %j',
    async ([path]) => {
      const { decide, prompts } = await setCase({ isKnown: false, path });
      expect(await decide(DECISION, theirs)).toEqual({ refused: { kind: 'already-decided' } });
      expect(prompts).toEqual([]);
    },
  );

  test('is refused until two minutes have gone by, and taken from then on', async () => {
    const { clock, decide, money } = await setCase({ ageMs: 2 * MINUTE - 1 });
    expect(await decide(DECISION, theirs)).toEqual({ refused: { kind: 'too-early-to-decide', at: clock.now() + 1 } });
    expect(await money()).toEqual(['hold']);
    await clock.pass(1);
    expect(await decide(DECISION, theirs)).toMatchObject({ by: 'decision', picture: { state: 'failed' } });
    expect(await money()).toEqual(['hold', 'release']);
  });

  const TRUTHS: [JobView, string, string[]][] = [
    [{ state: 'completed', url: 'https://gen.krea.ai/1.png' }, 'krea', ['hold', 'settle']],
    [{ state: 'cancelled' }, 'krea', ['hold', 'release']],
    [{ state: 'failed', failure: { reason: 'moderated' }, detail: '' }, 'krea', ['hold', 'release']],
    [{ state: 'missing' }, 'decision', ['hold', 'settle']],
    [{ state: 'painting' }, 'decision', ['hold', 'settle']],
  ];
  test.for(TRUTHS)('counts less than what Krea says when asked once more: %j is by %s', async ([view, by, booked]) => {
    const { decide, money } = await setCase({ look: async () => view });
    expect(await decide({ ...DECISION, verdict: 'charged' }, theirs)).toMatchObject({ by });
    expect(await money()).toEqual(booked);
  });

  test('does not wait for a Krea that is out', async () => {
    const { decide, money } = await setCase({ look: async () => Promise.reject(new ImageApiUnavailable('out')) });
    expect(await decide(DECISION, theirs)).toMatchObject({ by: 'decision' });
    expect(await money()).toEqual(['hold', 'release']);
  });

  test('is not taken when the question ends in an error of ours', async () => {
    const { decide, money } = await setCase({ look: async () => Promise.reject(new TypeError('broken')) });
    await expect(decide(DECISION, theirs)).rejects.toThrow('broken');
    expect(await money()).toEqual(['hold']);
  });

  test.for([
    ['Krea is not to be asked', { look: null }],
    ['no job is known', { isKnown: false }],
  ] as const)('asks nobody when %s', async ([, options]) => {
    const { decide, prompts } = await setCase(options);
    expect(await decide(DECISION, theirs)).toMatchObject({ by: 'decision' });
    expect(prompts).toEqual([]);
  });

  test('is not taken when somebody was faster meanwhile', async () => {
    const stage = await setCase({
      look: async () => {
        await stage.store.decisions.decide(
          { ...DECISION, verdict: 'charged', actor: { userId: 'other', interactionId: '6' } },
          9,
        );
        return { state: 'painting' };
      },
    });
    expect(await stage.decide(DECISION, theirs)).toEqual({ refused: { kind: 'already-decided' } });
    expect(await stage.money()).toEqual(['hold', 'settle']);
  });
});
