import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';

import { expect, test } from 'vitest';

import { createLogOutput } from '../../src/process/log-output.ts';

/**
 * A pipe with room for so many lines; every five milliseconds of waiting its reader takes one, unless it stands still.
 */
function setPipe(room: number, { standsStill }: { standsStill: boolean }) {
  const pipe = { room, standsStill, waitedMs: 0, lines: new Array<string>() };
  const write = (bytes: Uint8Array): number => {
    if (pipe.room === 0) throw Object.assign(new Error('EAGAIN'), { code: 'EAGAIN' });
    pipe.room -= 1;
    pipe.lines.push(Buffer.from(bytes).toString());
    return bytes.length;
  };
  const wait = (milliseconds: number): void => {
    pipe.waitedMs += milliseconds;
    if (!pipe.standsStill) pipe.room += 1;
  };
  const output = createLogOutput(write, wait);
  const isWritten = (line: string): boolean => {
    try {
      output.write(line);
      return true;
    } catch {
      return false;
    }
  };
  return { pipe, isWritten };
}

test('a reader that is slow for a moment is waited for, and no line is lost', () => {
  const { pipe, isWritten } = setPipe(3, { standsStill: false });
  expect(Array.from({ length: 10 }, (_, n) => isWritten(`${n}\n`))).toEqual(Array.from({ length: 10 }, () => true));
  expect(pipe.lines).toEqual(Array.from({ length: 10 }, (_, n) => `${n}\n`));
});

test('a reader that stands still holds up a tenth of a second, once, and is written to again when it reads', () => {
  const { pipe, isWritten } = setPipe(1, { standsStill: true });
  expect(Array.from({ length: 1_000 }, () => isWritten('line\n')).filter(Boolean)).toHaveLength(1);
  expect(pipe.waitedMs).toBe(100);
  pipe.room = 2;
  expect([isWritten('again\n'), isWritten('and again\n')]).toEqual([true, true]);
  pipe.standsStill = false;
  expect(isWritten('waited for again\n')).toBe(true);
});

test('a reader that takes a line now and then holds up no longer than that', () => {
  const { pipe, isWritten } = setPipe(0, { standsStill: false });
  for (let n = 0; n < 1_000; n += 1) isWritten(`${n}\n`);
  expect(pipe.waitedMs).toBe(100);
});

test('another error is not waited out', () => {
  let waits = 0;
  const output = createLogOutput(
    () => {
      throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
    },
    () => void (waits += 1),
  );
  expect(() => output.write('line\n')).toThrow('no room');
  expect(waits).toBe(0);
});

test('a process whose stdout nobody reads works on to its end', async () => {
  const logger = new URL('../../src/process/logger.ts', import.meta.url).href;
  const work = `import { createLogger } from '${logger}'; const log = createLogger('info'); for (let n = 0; n < 5000; n += 1) log.info({ n }, 'a line of a log'.repeat(10));`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', work], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 20_000,
    killSignal: 'SIGKILL',
  });
  const ended: unknown[] = await once(child, 'exit');
  expect(ended).toEqual([0, null]);
});
