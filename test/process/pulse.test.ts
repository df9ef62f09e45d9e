import { expect, test } from 'vitest';

import { takePulse } from '../../src/process/pulse.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';

function setStage() {
  const clock = createFakeClock();
  const stop = new AbortController();
  const lines: string[] = [];
  const log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: (_fields: object, line: string) => void lines.push(line),
  };
  const questions: PromiseWithResolvers<void>[] = [];
  const ask = async (): Promise<void> => {
    const question = Promise.withResolvers<void>();
    questions.push(question);
    await question.promise;
  };
  return { clock, stop, lines, questions, pulse: takePulse(ask, { clock, log, stopping: stop.signal }) };
}

test('who answers is alive, and is asked again after 15 seconds', async () => {
  const { clock, questions, pulse, lines } = setStage();
  questions[0]?.resolve();
  await clock.pass(14_999);
  expect(questions).toHaveLength(1);
  await clock.pass(1);
  expect([questions.length, pulse.isAlive(), lines]).toEqual([2, true, []]);
});

test('who fails is not alive until the next answer', async () => {
  const { clock, questions, pulse, lines } = setStage();
  questions[0]?.reject(new Error('locked'));
  await clock.pass(15_000);
  expect([pulse.isAlive(), lines]).toEqual([false, ['the ledger does not answer']]);
  questions[1]?.resolve();
  await clock.settle();
  expect(pulse.isAlive()).toBe(true);
});

test('who does not answer at all, as a disk that hangs, is not alive after ten seconds, is not asked again, and lives again with its answer', async () => {
  const { clock, questions, pulse, lines } = setStage();
  await clock.pass(9_999);
  expect(pulse.isAlive()).toBe(true);
  await clock.pass(1);
  expect(pulse.isAlive()).toBe(false);
  await clock.pass(3_600_000);
  expect([questions.length, lines]).toEqual([1, ['the ledger does not answer']]);
  questions[0]?.resolve();
  await clock.settle();
  expect(pulse.isAlive()).toBe(true);
});

test('nothing is asked or said after the process was told to stop', async () => {
  const { clock, stop, questions, lines } = setStage();
  stop.abort();
  await clock.pass(60_000);
  expect([questions.length, lines]).toEqual([1, []]);
});
