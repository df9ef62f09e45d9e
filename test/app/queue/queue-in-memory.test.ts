import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { createQueueInMemory, mirrorQueue } from '../../../src/app/queue/queue-in-memory.ts';
import type { Arrived } from '../../../src/core/picture/queue.ts';
import { fairOrder } from '../../../src/core/picture/queue.ts';
import type { Journal } from '../../../src/ports/store/journal.ts';
import { open } from '../../contract/samples.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';

const NO_TURNS = new Map<string, number>();

/** How a call goes: well, not at all, or carried out with its answer lost. */
const luck = fc.constantFrom('well', 'well', 'well', 'refused', 'lost');
const event = fc.record({
  luck,
  what: fc.constantFrom('open', 'claim', 'return', 'cancel', 'look'),
  which: fc.nat(30),
  guild: fc.nat(2),
  user: fc.nat(2),
});

/** The journal, over which each change goes as it is told. */
function unlucky(journal: Journal, luckOf: () => string): Journal {
  const call = async <Outcome>(work: () => Promise<Outcome>): Promise<Outcome> => {
    if (luckOf() === 'refused') throw new Error('the disk was away');
    const outcome = await work();
    if (luckOf() === 'lost') throw new Error('the answer was lost');
    return outcome;
  };
  return {
    ...journal,
    open: (...given) => call(() => journal.open(...given)),
    move: (...given) => call(() => journal.move(...given)),
  };
}

test('the line is as the journal has it, whatever happens, also when nobody knows what became of a change', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
      const { journal } = createMemoryStore();
      let now: string = 'well';
      const line = createQueueInMemory();
      const kept = mirrorQueue(
        unlucky(journal, () => now),
        line,
      );
      const moved = async (
        which: number,
        from: 'queued' | 'submitting',
        to: 'submitting' | 'queued' | 'cancelled',
      ): Promise<void> =>
        void (await kept.move({ generationId: String(which), index: 1 }, from, to, 50).catch(() => undefined));
      for (const [at, { luck: mine, what, which, guild, user }] of events.entries()) {
        now = mine;
        if (what === 'open') {
          await open(kept, {
            id: String(at),
            wallet: { scope: 'guild', id: `guild-${guild}` },
            userId: `user-${user}`,
            seeds: [1, 2],
            createdAt: at,
          }).catch(() => undefined);
        }
        if (what === 'claim') await moved(which, 'queued', 'submitting');
        if (what === 'return') await moved(which, 'submitting', 'queued');
        if (what === 'cancel') await moved(which, 'queued', 'cancelled');
        now = 'well';
        await line.load(() => journal.waiting());
        expect(line.first(99, NO_TURNS)).toEqual(fairOrder(await journal.waiting()));
      }
    }),
    { numRuns: 60 },
  );
});

test('the journal is read once for all who ask at the same time, and what changes meanwhile is not lost', async () => {
  const { journal } = createMemoryStore();
  const line = createQueueInMemory();
  const kept = mirrorQueue(journal, line);
  await open(kept, { id: '1' });
  const answer = Promise.withResolvers<Arrived[]>();
  let reads = 0;
  const read = async (): Promise<Arrived[]> => {
    reads += 1;
    return answer.promise;
  };
  const loads = [line.load(read), line.load(read)];
  const before = await journal.waiting();
  await open(kept, { id: '2' });
  await kept.move({ generationId: '1', index: 1 }, 'queued', 'cancelled', 50);
  answer.resolve(before);
  await Promise.all(loads);
  await line.load(read);

  expect(reads).toBe(1);
  expect(line.first(9, NO_TURNS).map(({ generationId }) => generationId)).toEqual(['2']);
});

test('an unknown journal is read again by whoever asks next', async () => {
  const line = createQueueInMemory();
  await expect(
    line.load(async () => {
      throw new Error('the disk was away');
    }),
  ).rejects.toThrow('the disk was away');
  const item = { generationId: '1', index: 1, payerId: 'guild-1', userId: 'user-1', arrivedAt: 5 };
  await line.load(async () => [item]);
  expect(line.place('1', NO_TURNS)).toEqual({ position: 1, of: 1 });
  line.forget();
  await line.load(async () => []);
  expect(line.place('1', NO_TURNS)).toBeUndefined();
});

test('who is hidden is passed over and comes back to the same place; who leaves meanwhile does not come back', async () => {
  const line = createQueueInMemory();
  const items = ['1', '2', '3'].map((generationId, arrivedAt) => ({
    generationId,
    index: 1,
    payerId: 'guild-1',
    userId: 'user-1',
    arrivedAt,
  }));
  await line.load(async () => items);
  const order = (): string[] => line.first(9, NO_TURNS).map(({ generationId }) => generationId);
  const [first, second] = items;
  if (first === undefined || second === undefined) throw new Error('There are three.');
  line.hide(first);
  line.hide(second);
  expect(order()).toEqual(['3']);
  line.forget();
  await line.load(async () => items);
  expect(order()).toEqual(['3']);
  line.remove(second);
  line.unhide(first);
  line.unhide(second);
  expect(order()).toEqual(['1', '3']);
});
