import { setImmediate } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { settleMemory } from '../../src/process/memory.ts';

test('what nobody holds any more is given back, and what is held stays', async () => {
  const held = { name: 'held' };
  const [kept, lost] = [new WeakRef(held), new WeakRef({ name: 'lost' })];
  // A weak reference keeps its object alive until the turn in which it was made is over.
  await setImmediate();

  settleMemory();

  expect(lost.deref()).toBeUndefined();
  expect(kept.deref()).toBe(held);
});
