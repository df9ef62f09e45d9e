import { describe, expect, test } from 'vitest';

import { createTurns } from '../../src/kit/turns.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';

const LIMITS = { atOnce: 2, waiting: 3, maxWaitMs: 60_000 };

/** Turns with a list of what was begun; each piece of work ends when the test says so. */
function stage(limits = LIMITS) {
  const clock = createFakeClock();
  const turns = createTurns(limits, clock);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = async (memberId: string, name: string): Promise<string> =>
    turns(memberId, async () => {
      begun.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      return name;
    });
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await clock.settle();
  };
  return { clock, begun, ask, end };
}

describe('turns', () => {
  test('run one piece of work of a member at a time, and only so many over all', async () => {
    const { clock, begun, ask, end } = stage();
    const all = ['a1', 'a2', 'b1', 'c1'].map(async (name) => ask(name.charAt(0), name));
    await clock.settle();
    expect(begun).toEqual(['a1', 'b1']);
    await end('b1');
    expect(begun).toEqual(['a1', 'b1', 'c1']);
    await end('a1');
    await end('a2');
    await end('c1');
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'b1', 'c1']);
  });

  test('go round: whoever asked for much waits behind everybody who asked for one thing', async () => {
    const { clock, begun, ask, end } = stage({ ...LIMITS, atOnce: 1 });
    for (const name of ['a1', 'a2', 'a3', 'b1', 'c1']) void ask(name.charAt(0), name);
    await clock.settle();
    for (const name of ['a1', 'b1', 'c1', 'a2', 'a3']) {
      expect(begun.at(-1)).toBe(name);
      await end(name);
    }
  });

  test('are refused at once to whoever has as much waiting as they may, and to nobody else', async () => {
    const { clock, ask } = stage();
    const mine = ['a1', 'a2', 'a3', 'a4'].map(async (name) => ask('a', name));
    await clock.settle();
    expect(await ask('a', 'a5')).toBe('busy');
    void ask('b', 'b1');
    await clock.settle();
    expect(await Promise.race([...mine, Promise.resolve('waiting')])).toBe('waiting');
  });

  test('are refused to whoever waited too long, and nothing of theirs is begun afterwards', async () => {
    const { clock, begun, ask, end } = stage({ ...LIMITS, atOnce: 1 });
    const first = ask('a', 'a1');
    await clock.pass(30_000);
    const second = ask('b', 'b1');
    await clock.pass(59_999);
    expect(await Promise.race([second, Promise.resolve('waiting')])).toBe('waiting');
    await clock.pass(1);
    expect(await second).toBe('busy');
    await end('a1');
    expect([await first, begun]).toEqual(['a1', ['a1']]);
  });

  test('go on after work that fails', async () => {
    const turns = createTurns({ ...LIMITS, atOnce: 1 }, createFakeClock());
    const failing = turns('a', async () => Promise.reject(new Error('no')));
    const next = turns('a', async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});
