import { expect, test } from 'vitest';

import { faultsOf } from '../../../src/core/books/ledger-fault.ts';
import type { PictureBooks } from '../../../src/core/books/ledger-fault.ts';
import { PICTURE_STATES } from '../../../src/core/picture/generation.ts';

const books = (changes: Partial<PictureBooks>): PictureBooks => ({
  state: 'queued',
  holds: 1,
  settles: 0,
  releases: 0,
  lowest: 30_000,
  highest: 30_000,
  price: 30_000,
  accounts: 3,
  ...changes,
});
const PAID = new Set(['finished', 'kept', 'delivered']);
const FAILED = new Set(['failed', 'cancelled']);

test.for(PICTURE_STATES.map((state) => [state] as const))(
  'the books of a %s picture are right in one way only',
  ([state]) => {
    for (const settles of [0, 1]) {
      for (const releases of [0, 1]) {
        const isRight = settles === Number(PAID.has(state)) && releases === Number(FAILED.has(state));
        expect(faultsOf(books({ state, settles, releases })).length === 0).toBe(isRight);
      }
    }
  },
);

test.for([
  [{ state: 'lost' }, ['unknown-state']],
  [{ holds: 0, lowest: null, highest: null }, ['not-held-once']],
  [{ holds: 2 }, ['not-held-once']],
  [{ accounts: 0 }, ['in-no-account']],
  [{ state: 'delivered', settles: 2 }, ['ended-twice']],
  [{ state: 'delivered' }, ['paid-not-settled']],
  [{ state: 'running', settles: 1 }, ['settled-not-paid']],
  [{ state: 'failed' }, ['ended-not-released']],
  [{ state: 'uncertain', releases: 1 }, ['released-not-ended']],
  [{ state: 'delivered', settles: 1, lowest: 1 }, ['wrong-amount']],
  [{ price: 40_000 }, ['wrong-amount']],
  [{ lowest: 29_999 }, ['wrong-amount']],
  [{ highest: 30_001 }, ['wrong-amount']],
  [{ state: 'lost', settles: 1, releases: 1 }, ['unknown-state', 'ended-twice']],
] as const)('%j is told as %j', ([changes, faults]) => {
  expect(faultsOf(books(changes))).toEqual(faults);
});
