import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { createFairQueue } from '../../../src/core/picture/fair-queue.ts';
import type { Arrived } from '../../../src/core/picture/queue.ts';
import { fairOrder, noteTurn } from '../../../src/core/picture/queue.ts';

const someone = { payerId: fc.constantFrom('a', 'b', 'c', 'd'), userId: fc.constantFrom('1', '2', '3') };
/** A generation of some pictures; few instants, so that several arrive at once. */
const generation = fc.record({
  kind: fc.constant('open' as const),
  ...someone,
  pictures: fc.integer({ min: 1, max: 3 }),
  arrivedAt: fc.nat(20),
});
const event = fc.oneof(
  { weight: 3, arbitrary: generation },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('serve' as const, 'cancel' as const, 'return' as const),
      which: fc.nat(99),
    }),
  },
);

const byArrival = (a: Arrived, b: Arrived): number =>
  a.arrivedAt - b.arrivedAt ||
  (a.generationId < b.generationId ? -1 : a.generationId > b.generationId ? 1 : a.index - b.index);

test('after any changes the queue answers as the whole order, made anew from everything that waits', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), fc.nat(9), (events, count) => {
      const queue = createFairQueue();
      const turns = new Map<string, number>();
      let waiting: Arrived[] = [];
      const gone: Arrived[] = [];
      const leave = (item: Arrived | undefined): void => {
        if (item === undefined) return;
        queue.remove(item);
        waiting = waiting.filter((one) => one !== item);
        gone.push(item);
      };
      for (const [at, one] of events.entries()) {
        if (one.kind === 'open') {
          const { payerId, userId, arrivedAt } = one;
          const pictures = Array.from({ length: one.pictures }, (_, n) => ({
            generationId: String(at),
            index: n + 1,
            payerId,
            userId,
            arrivedAt,
          }));
          for (const item of pictures) queue.add(item);
          waiting.push(...pictures);
        } else if (one.kind === 'serve') {
          const [next] = queue.first(1, turns);
          if (next !== undefined) noteTurn(turns, next, at);
          leave(waiting.find(({ generationId, index }) => generationId === next?.generationId && index === next.index));
        } else if (one.kind === 'cancel') {
          leave(waiting[one.which % waiting.length]);
        } else {
          const back = gone.splice(one.which % (gone.length || 1), 1);
          for (const item of [...back, ...back]) queue.add(item);
          waiting.push(...back);
        }
        const order = fairOrder(waiting.toSorted(byArrival), turns);
        expect(queue.first(count, turns)).toEqual(order.slice(0, count));
        for (const id of new Set([...waiting, ...gone].map(({ generationId }) => generationId))) {
          const position = order.findIndex(({ generationId }) => generationId === id) + 1;
          expect(queue.place(id, turns)).toEqual(position === 0 ? undefined : { position, of: order.length });
        }
      }
      expect(queue.first(1_000, turns)).toEqual(fairOrder(waiting.toSorted(byArrival), turns));
    }),
  );
});

/** One picture each, of members and servers in the order in which they came, and when they did. */
function queueOf(...waiting: readonly (readonly [payerId: string, userId: string, arrivedAt: number])[]) {
  const queue = createFairQueue();
  const items = waiting.map(([payerId, userId, arrivedAt], n): Arrived => ({
    generationId: String(n),
    index: 1,
    payerId,
    userId,
    arrivedAt,
  }));
  for (const item of items) queue.add(item);
  return { queue, items, order: () => queue.first(9, new Map()).map(({ generationId }) => Number(generationId)) };
}

test('a server whose first picture is gone has its turn by the next one', () => {
  const {
    queue,
    items: [first],
    order,
  } = queueOf(['a', '1', 1], ['b', '1', 5], ['a', '1', 9]);
  expect(order()).toEqual([0, 1, 2]);
  if (first !== undefined) queue.remove(first);
  expect(order()).toEqual([1, 2]);
});

test('a server has its turn by the first of all its pictures, whoever of its members came first', () => {
  expect(queueOf(['a', '1', 9], ['b', '1', 5], ['a', '2', 3]).order()).toEqual([2, 1, 0]);
  expect(queueOf(['a', '1', 3], ['b', '1', 5], ['a', '2', 9]).order()).toEqual([0, 1, 2]);
});

test('who has left the queue stands in nobody’s way, a server as little as a member', () => {
  for (const {
    queue,
    items: [, left],
    order,
  } of [queueOf(['a', '1', 9], ['b', '1', 7], ['c', '1', 5]), queueOf(['a', '1', 9], ['a', '2', 7], ['a', '3', 5])]) {
    expect(order()).toEqual([2, 1, 0]);
    if (left !== undefined) queue.remove(left);
    expect(order()).toEqual([2, 0]);
  }
});

test('what is not there can be removed, and what is there can be added, without a change', () => {
  const queue = createFairQueue();
  const item = { generationId: '1', index: 1, payerId: 'a', userId: '1', arrivedAt: 5 };
  queue.remove(item);
  queue.add(item);
  queue.add({ ...item });
  queue.add({ ...item, arrivedAt: 9 });
  queue.remove({ ...item, index: 2 });
  expect(queue.first(9, new Map())).toEqual([item]);
  expect(queue.place('1', new Map())).toEqual({ position: 1, of: 1 });
  queue.remove(item);
  expect([queue.first(9, new Map()), queue.place('1', new Map())]).toEqual([[], undefined]);
});
