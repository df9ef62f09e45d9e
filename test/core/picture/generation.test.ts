import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  chargedFor,
  heldFor,
  isPaid,
  isPending,
  isReplyOpen,
  moneyEffect,
  PICTURE_STATES,
  REPLY_LIFE_MS,
  requestOf,
  UNFINISHED_STATES,
  VERBS,
} from '../../../src/core/picture/generation.ts';
import type { Picture, PictureState } from '../../../src/core/picture/generation.ts';
import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';

const anyState = fc.constantFrom(...PICTURE_STATES);

/** Follows a wish list of states, leaving out what is not legal; tells the states and the money. */
function walk(wishes: readonly PictureState[]): { states: PictureState[]; effects: string[] } {
  const states: PictureState[] = ['queued'];
  const effects: string[] = [];
  for (const wish of wishes) {
    const effect = moneyEffect(states.at(-1) ?? 'queued', wish);
    if (effect === undefined) continue;
    states.push(wish);
    if (effect !== 'none') effects.push(effect);
  }
  return { states, effects };
}

test('whatever happens, a hold ends at most once', () => {
  fc.assert(
    fc.property(fc.array(anyState, { maxLength: 60 }), (wishes) => {
      expect(walk(wishes).effects.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 2_000 },
  );
});

test('the money is settled when there is a picture, released when there is none, and open while that is open', () => {
  fc.assert(
    fc.property(fc.array(anyState, { maxLength: 60 }), (wishes) => {
      const { states, effects } = walk(wishes);
      const last = states.at(-1) ?? 'queued';
      const isOpen = isPending(last) || last === 'uncertain';
      expect(effects).toEqual(isOpen ? [] : [isPaid(last) ? 'settle' : 'release']);
    }),
    { numRuns: 2_000 },
  );
});

test('from every state that is not final there is a way to an end', () => {
  const canEnd = (state: PictureState, seen: readonly PictureState[] = []): boolean =>
    leadsOn(state).length === 0 || leadsOn(state).some((to) => !seen.includes(to) && canEnd(to, [...seen, state]));
  expect(PICTURE_STATES.filter((state) => !canEnd(state))).toEqual([]);
});

/** Every change that can happen, and what it does to the held money. */
const CHANGES: [PictureState, PictureState, 'none' | 'settle' | 'release'][] = [
  ['queued', 'submitting', 'none'],
  ['queued', 'cancelled', 'release'],
  ['queued', 'failed', 'release'],
  ['submitting', 'queued', 'none'],
  ['submitting', 'running', 'none'],
  ['submitting', 'uncertain', 'none'],
  ['submitting', 'failed', 'release'],
  ['uncertain', 'running', 'none'],
  ['uncertain', 'finished', 'settle'],
  ['uncertain', 'failed', 'release'],
  ['uncertain', 'cancelled', 'release'],
  ['running', 'finished', 'settle'],
  ['running', 'failed', 'release'],
  ['running', 'cancelled', 'release'],
  ['running', 'uncertain', 'none'],
  ['finished', 'delivered', 'none'],
  ['finished', 'kept', 'none'],
  ['kept', 'delivered', 'none'],
];

test.for(CHANGES)('a picture that was %s may be %s, and its money: %s', ([from, to, effect]) => {
  expect(moneyEffect(from, to)).toBe(effect);
});

test('no other change of state can happen', () => {
  const possible = PICTURE_STATES.flatMap((from) => leadsOn(from).map((to) => `${from} ${to}`));
  expect(possible.toSorted()).toEqual(CHANGES.map(([from, to]) => `${from} ${to}`).toSorted());
});

test('whatever can still change is taken up after a restart, but for what is kept until somebody asks for it', () => {
  expect([...UNFINISHED_STATES, 'kept'].toSorted()).toEqual(
    PICTURE_STATES.filter((state) => leadsOn(state).length > 0).toSorted(),
  );
});

test('what is stored of how a request came about keeps its names', () => {
  expect(VERBS).toEqual(['create', 'reroll', 'reroll-with', 'vary', 'remix']);
});

test('a picture of a batch is asked for like the others, with a seed of its own', () => {
  expect(requestOf({ request: { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 1 } }, { seed: 2 })).toEqual({
    ...REQUEST_DEFAULTS,
    prompt: 'a heron',
    seed: 2,
  });
});

test('nothing is submitted again once its answer is unknown, nor once it has ended', () => {
  for (const from of PICTURE_STATES.filter((state) => state !== 'queued'))
    expect(moneyEffect(from, 'submitting')).toBeUndefined();
  for (const from of ['uncertain', 'running', 'finished', 'kept', 'delivered', 'failed', 'cancelled'] as const) {
    expect(moneyEffect(from, 'queued')).toBeUndefined();
  }
});

test('what a generation cost and what it still reserves never exceed what was held', () => {
  const each = 30_000;
  fc.assert(
    fc.property(fc.array(anyState, { minLength: 1, maxLength: 4 }), (states) => {
      const pictures = states.map(picture);
      const generation = { price: { version: '', tier: 'text' as const, each }, pictures };
      expect(chargedFor(generation) + heldFor(generation)).toBeLessThanOrEqual(each * pictures.length);
      const released = states.filter((state) => state === 'failed' || state === 'cancelled').length;
      expect(chargedFor(generation) + heldFor(generation) + released * each).toBe(each * pictures.length);
    }),
  );
});

function leadsOn(state: PictureState): PictureState[] {
  return PICTURE_STATES.filter((to) => moneyEffect(state, to) !== undefined);
}

function picture(state: PictureState, index: number): Picture {
  return {
    generationId: '1',
    index,
    seed: 1,
    state,
    remoteId: null,
    url: null,
    hash: null,
    failure: null,
    submittingAt: null,
    submitFrom: null,
    submitTo: null,
    runningAt: null,
    finishedAt: null,
    deliveryPart: null,
  };
}

test('a minute before Discord’s fifteen are over, a reply counts as closed', () => {
  expect(REPLY_LIFE_MS).toBe(840_000);
});

test.each([
  ['token', 1_000, true],
  ['token', 999 + REPLY_LIFE_MS, true],
  ['token', 1_000 + REPLY_LIFE_MS, false],
  ['', 1_000, false],
])('a reply is open while its token lives, and never without one (%j at %i: %j)', (token, now, isOpen) => {
  expect(isReplyOpen({ reply: { applicationId: '1', token, messageId: null }, createdAt: 1_000 }, now)).toBe(isOpen);
});
