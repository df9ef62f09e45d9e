import { describe, expect, test } from 'vitest';

import type { PauseCause } from '../../../src/app/queue/dispatch.ts';
import { createSubmitThrottle } from '../../../src/app/queue/submit-throttle.ts';
import type { SubmitOutcome } from '../../../src/ports/image-api.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';

const SECOND = 1_000;
const BUSY = { kind: 'busy', retryAfterMs: null } as const;
const UNREACHABLE = { kind: 'unreachable', detail: 'ECONNREFUSED' } as const;
const LOST = { kind: 'unclear', detail: 'lost' } as const;
const TAKEN: [string, SubmitOutcome][] = [
  ['accepted', { kind: 'accepted', remoteId: 'job-1' }],
  ['rejected', { kind: 'rejected', failure: { reason: 'moderated' }, detail: '' }],
  ['told that a reference is forgotten', { kind: 'stale-reference' }],
];

function setThrottle() {
  const clock = createFakeClock();
  const pauses: [number, PauseCause][] = [];
  const throttle = createSubmitThrottle({
    clock,
    dispatch: { pause: (milliseconds, cause) => void pauses.push([milliseconds, cause]) },
  });
  /** How many submits go at once just now. */
  const width = async (): Promise<number> => {
    let begun = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    const work = Array.from({ length: 20 }, async () =>
      throttle.limit(async () => {
        begun += 1;
        await promise;
      }),
    );
    await clock.settle();
    const most = begun;
    resolve();
    await Promise.all(work);
    return most;
  };
  return { clock, pauses, throttle, width };
}

describe('the throttle', () => {
  test('pauses everybody for longer and longer while Krea takes nothing, up to a minute', () => {
    const { pauses, throttle } = setThrottle();
    for (let times = 0; times < 7; times += 1) throttle.note(UNREACHABLE);
    expect(pauses).toEqual([2, 4, 8, 16, 32, 60, 60].map((seconds) => [seconds * SECOND, 'unreachable']));
  });

  test.for([
    [0, 2],
    [5, 5],
    [3_600, 90],
  ] as const)('keeps a wait of %i s that Krea asks for within its own bounds', ([asked, kept]) => {
    const { pauses, throttle } = setThrottle();
    throttle.note({ kind: 'busy', retryAfterMs: asked * SECOND });
    expect(pauses).toEqual([[kept * SECOND, 'busy']]);
  });

  test('takes one lost answer for the matter of its request, and several in a row for trouble', () => {
    const { pauses, throttle } = setThrottle();
    throttle.note(LOST);
    expect(pauses).toEqual([]);
    throttle.note(LOST);
    expect(pauses).toEqual([[2 * SECOND, 'unreachable']]);
  });

  test('lets eight through at once, and one at a time while there is trouble', async () => {
    const { throttle, width } = setThrottle();
    expect(await width()).toBe(8);
    throttle.note(BUSY);
    expect(await width()).toBe(1);
  });

  test('tells for how long nothing was taken, from the first time on', async () => {
    const { clock, throttle } = setThrottle();
    await clock.pass(SECOND);
    expect(throttle.troubleMs()).toBe(0);
    throttle.note(UNREACHABLE);
    await clock.pass(5 * SECOND);
    throttle.note(BUSY);
    await clock.pass(5 * SECOND);
    expect(throttle.troubleMs()).toBe(10 * SECOND);
  });

  test.for(TAKEN)('forgets all trouble when a submit is %s', async ([, outcome]) => {
    const { clock, pauses, throttle, width } = setThrottle();
    for (const trouble of [BUSY, LOST, UNREACHABLE]) throttle.note(trouble);
    await clock.pass(5 * SECOND);
    throttle.note(outcome);
    expect(throttle.troubleMs()).toBe(0);
    expect(await width()).toBe(8);
    pauses.length = 0;
    throttle.note(LOST);
    throttle.note(BUSY);
    expect(pauses).toEqual([[2 * SECOND, 'busy']]);
  });
});
