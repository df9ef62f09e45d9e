import { expect, test } from 'vitest';

import { createCopies } from '../../../src/app/delivery/keep-copies.ts';
import type { Picture } from '../../../src/core/picture/generation.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';

const COPY = { bytes: new Uint8Array([1, 2, 3]), mediaType: 'image/png', extension: 'png' };

const ignore = (): void => undefined;

function picture(index: number): Picture {
  return {
    generationId: '1001',
    index,
    seed: 1,
    state: 'finished',
    remoteId: `job-${index}`,
    url: null,
    hash: null,
    failure: null,
    submittingAt: 1,
    submitFrom: 1,
    submitTo: 1,
    runningAt: 2,
    finishedAt: 3,
    deliveryPart: 1,
  };
}

/** Copies over a store that notes what it gets, and fails when told. */
function open() {
  const clock = createFakeClock();
  const stored: number[] = [];
  const errors: string[] = [];
  const controller = new AbortController();
  const state = { isFull: false, atOnce: 0, mostAtOnce: 0 };
  const copies = createCopies({
    blobs: {
      async put() {
        state.atOnce += 1;
        state.mostAtOnce = Math.max(state.mostAtOnce, state.atOnce);
        await clock.settle();
        state.atOnce -= 1;
        if (state.isFull) throw new Error('the disk is full');
        return 'hash';
      },
    },
    journal: { noteHash: async ({ index }) => void stored.push(index) },
    clock,
    log: { debug: ignore, info: ignore, warn: ignore, error: (_, message) => void errors.push(message) },
    stopping: controller.signal,
    persist: async (work) => work(0),
  });
  return { clock, copies, stored, errors, state, stop: () => controller.abort() };
}

test('copies wait until nothing is shown any more, and are readable meanwhile', async () => {
  const { clock, copies, stored } = open();
  const [endFirst, endSecond] = [copies.showing(), copies.showing()];
  const kept = copies.keep(picture(1), COPY);
  await clock.pass(1_000);
  endFirst();
  // Told twice: the other show still goes on.
  endFirst();
  await clock.settle();
  expect(stored).toEqual([]);
  expect(copies.waiting(picture(1))).toBe(COPY);
  expect(copies.waiting(picture(2))).toBeUndefined();

  endSecond();
  await kept;

  expect(stored).toEqual([1]);
  expect(copies.waiting(picture(1))).toBeUndefined();
});

test('no copy waits longer than two seconds, however much is shown', async () => {
  const { clock, copies, stored } = open();
  copies.showing();
  const kept = copies.keep(picture(1), COPY);
  await clock.pass(2_000);
  await kept;
  expect(stored).toEqual([1]);
});

test('a shutdown stores at once what still waits', async () => {
  const { copies, stored, stop } = open();
  copies.showing();
  const kept = Promise.all([copies.keep(picture(1), COPY), copies.keep(picture(2), COPY)]);
  stop();
  await kept;
  expect(stored).toEqual([1, 2]);
});

test('copies are stored one after the other, at once when nothing is shown', async () => {
  const { copies, stored, state } = open();
  await Promise.all([1, 2, 3].map(async (index) => copies.keep(picture(index), COPY)));
  expect(stored).toEqual([1, 2, 3]);
  expect(state.mostAtOnce).toBe(1);
});

test('a copy that cannot be stored is logged, forgotten, and stops nothing', async () => {
  const { copies, stored, errors, state } = open();
  state.isFull = true;
  await copies.keep(picture(1), COPY);
  state.isFull = false;
  await copies.keep(picture(2), COPY);
  expect(errors).toEqual(['paid picture could not be copied into the store']);
  expect(copies.waiting(picture(1))).toBeUndefined();
  expect(stored).toEqual([2]);
});
