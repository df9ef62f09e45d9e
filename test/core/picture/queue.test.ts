import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { fairOrder, noteTurn } from '../../../src/core/picture/queue.ts';
import type { QueuedPicture } from '../../../src/core/picture/queue.ts';

const anyWaiting = fc
  .array(fc.record({ payerId: fc.constantFrom('a', 'b', 'c'), userId: fc.constantFrom('1', '2', '3') }), {
    maxLength: 40,
  })
  .map((all) => all.map((one, index): QueuedPicture => ({ ...one, generationId: String(index), index: 1 })));

function keysOf({ payerId, userId }: QueuedPicture): string {
  return `${payerId}/${userId}`;
}

/** Serves everybody one at a time, as the dispatcher does; newcomers of a greedy server come in between. */
function serve(waiting: readonly QueuedPicture[], greedy: string | null, rounds: number): QueuedPicture[] {
  const turns = new Map<string, number>();
  const served: QueuedPicture[] = [];
  let left = [...waiting];
  for (let turn = 1; turn <= rounds; turn += 1) {
    if (greedy !== null) left.push({ payerId: greedy, userId: '9', generationId: `new${turn}`, index: 1 });
    const [next] = fairOrder(left, turns);
    if (next === undefined) break;
    noteTurn(turns, next, turn);
    served.push(next);
    left = left.filter((one) => one !== next);
  }
  return served;
}

test('the order holds everybody exactly once', () => {
  fc.assert(
    fc.property(anyWaiting, (waiting) => {
      const order = fairOrder(waiting);
      expect(new Set(order)).toEqual(new Set(waiting));
      expect(order).toHaveLength(waiting.length);
    }),
  );
});

test('a member is served in the order of arrival', () => {
  fc.assert(
    fc.property(anyWaiting, (waiting) => {
      for (const [, mine] of Map.groupBy(fairOrder(waiting), keysOf)) {
        const ids = mine.map(({ generationId }) => Number(generationId));
        expect(ids).toEqual(ids.toSorted((one, other) => one - other));
      }
    }),
  );
});

test('no server is served twice while another one waits for its turn', () => {
  fc.assert(
    fc.property(anyWaiting, (waiting) => {
      const served = serve(waiting, null, waiting.length);
      for (const [position, { payerId }] of served.entries()) {
        const last = served.slice(0, position).findLastIndex((one) => one.payerId === payerId);
        const between = new Set(served.slice(last + 1, position).map((one) => one.payerId));
        const stillWaiting = new Set(served.slice(position + 1).map((one) => one.payerId));
        stillWaiting.delete(payerId);
        const skipped = [...stillWaiting].filter((other) => last >= 0 && !between.has(other));
        expect(skipped).toEqual([]);
      }
    }),
  );
});

test('nobody starves, however many newcomers a greedy server sends', () => {
  fc.assert(
    fc.property(anyWaiting, fc.constantFrom('a', 'd'), (waiting, greedy) => {
      // Four servers of at most four members: everybody's whole line is served in so many turns.
      const served = new Set(serve(waiting, greedy, waiting.length * 16 + 16));
      expect(waiting.filter((one) => !served.has(one))).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test('the shown order is the one in which people are served', () => {
  fc.assert(
    fc.property(anyWaiting, (waiting) => {
      expect(serve(waiting, null, waiting.length)).toEqual(fairOrder(waiting));
    }),
  );
});

test('the turns of those who were served long ago are forgotten, of the latest ones never', () => {
  const turns = new Map<string, number>();
  let forgotten = 0;
  for (let turn = 1; turn <= 20_000; turn += 1) {
    noteTurn(
      turns,
      { generationId: '1', index: 1, payerId: turn % 100 === 0 ? 'busy' : String(turn), userId: '1' },
      turn,
    );
    if (turn >= 100 && turns.get('busy') !== turn - (turn % 100)) forgotten += 1;
  }
  expect(forgotten).toBe(0);
  expect(turns.size).toBe(10_000);
  expect([turns.get('1'), turns.get('19999'), turns.get('busy')]).toEqual([undefined, 19_999, 20_000]);
});
