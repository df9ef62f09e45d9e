import { EventEmitter } from 'node:events';

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { createLifecycle } from '../../src/process/lifecycle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function createScene(deadlineMs?: number) {
  const events: string[] = [];
  const note = (level: string) => (fields: object, message: string) =>
    void events.push(`${level} ${message}${'step' in fields ? ` ${String(fields.step)}` : ''}`);
  const log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  const exits: number[] = [];
  const exit = (code: number) => void exits.push(code);
  const process = new EventEmitter();
  const lifecycle = createLifecycle({ log, exit, ...(deadlineMs !== undefined && { deadlineMs }) });
  lifecycle.installSignalHandlers(process);
  return { lifecycle, process, events, exits, steps: () => events.filter((event) => event.startsWith('step ')) };
}

const settle = () => vi.advanceTimersByTimeAsync(0);
const fail = (): never => {
  throw new Error('no space left');
};
const never = () => new Promise<void>(() => undefined);

describe('a clean shutdown', () => {
  test.each(['SIGTERM', 'SIGINT'])(
    '%s runs the steps one after the other, the last one added first',
    async (signal) => {
      const { lifecycle, process, events, exits, steps } = createScene();
      for (const name of ['database', 'queue', 'gateway']) {
        lifecycle.onShutdown(name, async () => {
          events.push(`step ${name} begins`);
          await new Promise((resolve) => void setTimeout(resolve, 10));
          events.push(`step ${name} ends`);
        });
      }
      process.emit(signal);
      await vi.advanceTimersByTimeAsync(30);
      expect(steps()).toEqual(
        ['gateway', 'queue', 'database'].flatMap((name) => [`step ${name} begins`, `step ${name} ends`]),
      );
      expect(exits).toEqual([0]);
    },
  );

  test('without any step it exits with 0', async () => {
    const { process, exits } = createScene();
    process.emit('SIGTERM');
    await settle();
    expect(exits).toEqual([0]);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['rejects', () => Promise.reject(new Error('broken'))],
  ])('a step that %s does not stop the rest, is logged, and makes the exit code 1', async (_, broken) => {
    const { lifecycle, process, events, exits, steps } = createScene();
    lifecycle.onShutdown('database', () => void events.push('step database'));
    lifecycle.onShutdown('gateway', broken);
    process.emit('SIGTERM');
    await settle();
    expect(steps()).toEqual(['step database']);
    expect(events).toContain('error a step of the shutdown failed gateway');
    expect(exits).toEqual([1]);
  });

  test('what is not done after 8 seconds is left, and its name logged', async () => {
    const { lifecycle, process, events, exits, steps } = createScene();
    lifecycle.onShutdown('database', () => void events.push('step database'));
    lifecycle.onShutdown('gateway', never);
    process.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(7999);
    expect(exits).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(exits).toEqual([1]);
    expect(events.at(-1)).toMatch(/^error the shutdown took too long.* gateway$/);
    expect(steps()).toEqual([]);
  });

  test('the deadline can be another one', async () => {
    const { lifecycle, process, exits } = createScene(50);
    lifecycle.onShutdown('gateway', never);
    process.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(50);
    expect(exits).toEqual([1]);
  });

  test('a step that ends after the deadline does not exit again', async () => {
    const { lifecycle, process, exits } = createScene(50);
    lifecycle.onShutdown('gateway', () => new Promise((resolve) => void setTimeout(resolve, 60)));
    process.emit('SIGTERM');
    await vi.advanceTimersByTimeAsync(100);
    expect(exits).toEqual([1]);
  });

  test('a second signal exits at once', async () => {
    const { lifecycle, process, exits } = createScene();
    lifecycle.onShutdown('gateway', never);
    process.emit('SIGTERM');
    await settle();
    expect(exits).toEqual([]);
    process.emit('SIGINT');
    expect(exits).toEqual([1]);
  });

  test('asked for by the program twice, it runs once', async () => {
    const { lifecycle, events, exits, steps } = createScene();
    lifecycle.onShutdown('database', () => void events.push('step database'));
    lifecycle.shutdown('The gateway refuses the token.');
    lifecycle.shutdown('The gateway refuses the token.');
    await settle();
    expect(steps()).toEqual(['step database']);
    expect(exits).toEqual([0]);
  });
});

describe('a shutdown that the program asks for', () => {
  test('exits with the code that it names', async () => {
    const { lifecycle, exits } = createScene();
    lifecycle.shutdown('Discord refuses the token.', 1);
    await settle();
    expect(exits).toEqual([1]);
  });

  test('tells those who wait before the first step runs', () => {
    const { lifecycle } = createScene();
    const seen: boolean[] = [];
    lifecycle.onShutdown('gateway', () => void seen.push(lifecycle.stopping.aborted));
    expect(lifecycle.stopping.aborted).toBe(false);
    lifecycle.shutdown('No reason.');
    expect(seen).toEqual([true]);
  });
});

describe('what nobody caught', () => {
  test.each(['uncaughtException', 'unhandledRejection'])(
    '%s is logged once and ends with 1, without the steps',
    async (event) => {
      const { lifecycle, process, events, exits, steps } = createScene();
      lifecycle.onShutdown('database', () => void events.push('step database'));
      process.emit(event, new Error('broken'));
      process.emit(event, new Error('broken again'));
      await settle();
      expect(events.filter((line) => line.startsWith('error'))).toHaveLength(1);
      expect(exits).toEqual([1]);
      expect(steps()).toEqual([]);
    },
  );

  test('it ends the process even when it cannot be logged', () => {
    const exits: number[] = [];
    const source = new EventEmitter();
    createLifecycle({
      log: { debug: fail, info: fail, warn: fail, error: fail },
      exit: (code) => void exits.push(code),
    }).installSignalHandlers(source);
    expect(() => source.emit('uncaughtException', new Error('broken'))).toThrow('no space left');
    expect(exits).toEqual([1]);
  });

  test('during a shutdown it ends with 1 at once', async () => {
    const { lifecycle, process, exits } = createScene();
    lifecycle.onShutdown('gateway', never);
    process.emit('SIGTERM');
    await settle();
    process.emit('uncaughtException', new Error('broken'));
    expect(exits).toEqual([1]);
  });
});
