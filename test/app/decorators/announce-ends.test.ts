import { describe, expect, test } from 'vitest';

import { announceEnds } from '../../../src/app/decorators/announce-ends.ts';
import type { PictureState } from '../../../src/core/picture/generation.ts';
import { lead, open } from '../../contract/samples.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';

function setStage() {
  const store = createMemoryStore();
  const told: string[] = [];
  return { store, told, ...announceEnds(store, (id) => void told.push(id)) };
}

const KEY = { generationId: '1001', index: 1 };

describe('who follows a request is told', () => {
  const CHANGES: [PictureState[], PictureState, boolean][] = [
    [[], 'submitting', false],
    [[], 'cancelled', true],
    [[], 'failed', true],
    [['submitting'], 'running', false],
    [['submitting'], 'queued', false],
    [['submitting'], 'uncertain', true],
    [['submitting', 'running'], 'finished', true],
    [['submitting', 'running'], 'failed', true],
    [['submitting', 'uncertain'], 'running', true],
    [['submitting', 'running', 'finished'], 'kept', false],
  ];
  test.for(CHANGES)('after %j of a change to "%s": %s', async ([before, to, isTold]) => {
    const { store, journal, told } = setStage();
    await open(store.journal, { id: KEY.generationId });
    if (before.length > 0) await lead(store.journal, KEY, before);
    const from = before.at(-1) ?? 'queued';
    expect(await journal.move(KEY, from, to, 90, to === 'running' ? { remoteId: 'job-9' } : {})).toMatchObject({
      state: to,
    });
    expect(told).toEqual(isTold ? [KEY.generationId] : []);
  });

  test('of no change that somebody else had made before', async () => {
    const { store, journal, told } = setStage();
    await open(store.journal, { id: KEY.generationId });
    await lead(store.journal, KEY, ['submitting', 'uncertain']);
    expect(await journal.move(KEY, 'running', 'finished', 90)).toBeUndefined();
    expect(told).toEqual([]);
  });

  test('of a decision, once, and not of one that came too late', async () => {
    const { store, decisions, told } = setStage();
    await open(store.journal, { id: KEY.generationId });
    await lead(store.journal, KEY, ['submitting', 'uncertain']);
    const decision = {
      ...KEY,
      verdict: 'not-charged',
      actor: { userId: 'moderator', interactionId: '5' },
      reason: null,
    } as const;
    expect(await decisions.decide(decision, 90)).toMatchObject({ state: 'failed' });
    expect(told).toEqual([KEY.generationId]);
    expect(
      await decisions.decide({ ...decision, actor: { userId: 'moderator', interactionId: '6' } }, 91),
    ).toBeUndefined();
    expect(told).toEqual([KEY.generationId]);
  });
});
