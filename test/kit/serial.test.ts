import { expect, test } from 'vitest';

import { createSerial } from '../../src/kit/serial.ts';

test('tasks run one at a time, in order, and one that fails does not stop the next', async () => {
  const serial = createSerial();
  const events: string[] = [];
  const task = (name: string) => async () => {
    events.push(`${name} begins`);
    await Promise.resolve();
    events.push(`${name} ends`);
    if (name === 'b') throw new Error('broken');
    return name;
  };
  const results = await Promise.allSettled(['a', 'b', 'c'].map((name) => serial(task(name))));
  expect(events).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
