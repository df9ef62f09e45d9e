import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { createRemoteClock } from '../../../src/backends/http/remote-clock.ts';
import { createCapturedLog } from '../../fakes/captured-log.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';

/** A server whose clock is so far ahead of ours, and answers that take so long each way. */
function setStage(ahead = 0) {
  const clock = createFakeClock();
  const captured = createCapturedLog();
  const remote = createRemoteClock({ clock, log: captured.log });
  let start = clock.now() - clock.monotonic() + ahead;
  const truth = (): number => start + clock.monotonic();
  async function ask({
    there = 50,
    back = 50,
    says,
  }: { there?: number; back?: number; says?: string } = {}): Promise<void> {
    const sentAt = clock.monotonic();
    await clock.pass(there);
    const date = says ?? new Date(truth()).toUTCString();
    await clock.pass(back);
    remote.note({ date, sentAt, receivedAt: clock.monotonic() });
  }
  const jump = (milliseconds: number): void => void (start += milliseconds);
  return { clock, remote, truth, ask, jump, lines: captured.lines };
}

test('nothing is known before the first answer, and nothing by one that does not tell', async () => {
  const { remote, ask } = setStage();
  expect(remote.now()).toBeUndefined();
  await ask({ says: 'soon' });
  expect(remote.now()).toBeUndefined();
});

test('the truth always lies within what is known, however far the clocks are apart and whatever the answers take', async () => {
  const way = fc.integer({ min: 0, max: 4_000 });
  const span = fc.record({ there: way, back: way, pause: fc.integer({ min: 0, max: 120_000 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: -5_000_000, max: 5_000_000 }),
      fc.array(span, { minLength: 1, maxLength: 8 }),
      async (ahead, spans) => {
        const { clock, remote, truth, ask } = setStage(ahead);
        for (const { pause, ...ways } of spans) {
          await ask(ways);
          await clock.pass(pause);
          const known = remote.now();
          if (known === undefined) continue;
          expect(known.earliest).toBeLessThanOrEqual(truth());
          expect(known.latest).toBeGreaterThanOrEqual(truth());
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('the narrowest answer counts, and a slow one after it takes nothing away', async () => {
  const { remote, ask } = setStage();
  await ask({ there: 1_500, back: 1_500 });
  const wide = remote.now();
  await ask();
  const narrow = remote.now();
  await ask({ there: 1_500, back: 1_500 });
  const after = remote.now();
  const width = (known: ReturnType<typeof remote.now>): number =>
    known === undefined ? Infinity : known.latest - known.earliest;
  expect(width(narrow)).toBeLessThan(width(wide));
  expect(width(after)).toBeLessThan(width(narrow) + 10);
});

test.for([
  ['an answer that took too long', async ({ ask }: ReturnType<typeof setStage>) => ask({ there: 3_000, back: 3_000 })],
  [
    'an answer of long ago',
    async ({ ask, clock }: ReturnType<typeof setStage>) => (await ask(), clock.pass(11 * 60_000)),
  ],
  [
    'an answer before our clock was set',
    async ({ ask, clock }: ReturnType<typeof setStage>) => (await ask(), clock.step(-1_000)),
  ],
] as const)('%s tells nothing', async ([, arrange]) => {
  const stage = setStage();
  await arrange(stage);
  expect(stage.remote.now()).toBeUndefined();
});

test('when the server sets its clock, the next answer counts alone', async () => {
  const { remote, ask, jump, truth } = setStage();
  await ask();
  jump(30_000);
  await ask();
  expect(remote.now()?.earliest).toBeLessThanOrEqual(truth());
  expect(remote.now()?.latest).toBeGreaterThanOrEqual(truth());
});

test.for([
  [0, 'info'],
  [700, 'info'],
  [4_000, 'warn'],
  [-60_000, 'warn'],
] as const)('a clock that is %i ms ahead is told once, as %s', async ([ahead, level]) => {
  const { ask, lines } = setStage(ahead);
  for (let times = 0; times < 5; times += 1) await ask();
  expect(lines).toEqual([
    { level, fields: { offsetMs: expect.any(Number), uncertaintyMs: expect.any(Number) }, message: expect.any(String) },
  ]);
});
