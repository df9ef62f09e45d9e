import { describe, expect, test } from 'vitest';

import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import { ImageApiUnavailable } from '../../../src/ports/image-api.ts';
import { setAppStage } from '../app-stage.ts';
import type { AppStage } from '../app-stage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const unreadable = async (): Promise<never> => Promise.reject(new ImageApiUnavailable('unreadable'));

/** From now on these jobs cannot be looked at; everything else at Krea is well. */
function hide(stage: AppStage, ids: ReadonlySet<string>, how: () => Promise<never> = unreadable): { end(): void } {
  const { look } = stage.api;
  stage.api.look = async (remoteId) => (ids.has(remoteId) ? how() : look(remoteId));
  return { end: () => void (stage.api.look = look) };
}

/** Asks for pictures with one style reference. */
async function orderWithReference(stage: AppStage, count: number): Promise<string> {
  const hash = await stage.store.blobs.put(Uint8Array.of(1, 2, 3), 'image/png');
  const who = stage.visitor({ userId: 'with-reference' });
  const request = { ...REQUEST_DEFAULTS, prompt: 'x', seed: 1, references: [{ hash, strength: 0.6 }] };
  const outcome = await stage.app.generate(who, {
    verb: 'create',
    parent: null,
    request,
    count,
    isPrivate: false,
    isSpoiler: false,
  });
  if (outcome === 'duplicate' || 'refused' in outcome) throw new Error('The order was not taken.');
  await stage.clock.settle();
  return outcome.started.id;
}

describe('jobs that cannot be looked at', () => {
  test.for([
    ['an error of Krea', unreadable],
    ['an error of ours', async () => Promise.reject(new TypeError('undefined is not a job'))],
  ] as const)('free their places after the deadline, and their money waits for a decision: %s', async ([, how]) => {
    const stage = setAppStage();
    const stuck = await Promise.all(['a', 'b', 'c', 'd'].map(async (userId) => stage.order({ userId })));
    hide(stage, new Set(['job-1', 'job-2', 'job-3', 'job-4']), how);
    const innocent = await stage.order({ guildId: 'guild-2', userId: 'innocent' });
    await stage.clock.pass(13 * MINUTE);

    expect((await stage.pictures(innocent))[0]?.state).toBe('running');
    for (const id of stuck) {
      expect((await stage.pictures(id))[0]).toMatchObject({ state: 'uncertain', remoteId: expect.any(String) });
      expect(await stage.money(id)).toEqual(['hold']);
    }
    expect(await stage.store.decisions.undecided('guild-1', 9)).toHaveLength(4);
  });

  test('are looked at further on, and a late truth is taken', async () => {
    const stage = setAppStage();
    const id = await stage.order();
    const hidden = hide(stage, new Set(['job-1']));
    await stage.clock.pass(5 * HOUR);
    hidden.end();
    stage.api.complete('job-1');
    await stage.clock.pass(HOUR + MINUTE);

    expect((await stage.pictures(id))[0]?.state).toBe('delivered');
    expect(await stage.money(id)).toEqual(['hold', 'settle']);
    expect(stage.publisher.standing.filter(({ indexes }) => indexes.length > 0)).toHaveLength(1);
  });

  test.for([1, 4, 40])(
    'are seen within two minutes after Krea tells of jobs again, however long it did not, if there are %i',
    async (count) => {
      const stage = setAppStage({ maxInFlight: 40 });
      const ids = await Promise.all(
        Array.from({ length: count }, async (_, n) => stage.order({ userId: `user-${n}` })),
      );
      const all = new Set(stage.api.jobs().map(({ remoteId }) => remoteId));
      let looks = 0;
      const hidden = hide(stage, all, async () => {
        looks += 1;
        return unreadable();
      });
      await stage.clock.pass(5 * HOUR);
      looks = 0;
      await stage.clock.pass(HOUR);
      expect(looks).toBeLessThan(70);
      for (const remoteId of all) stage.api.complete(remoteId);
      hidden.end();
      await stage.clock.pass(2 * MINUTE);

      for (const id of ids) expect(await stage.money(id)).toEqual(['hold', 'settle']);
    },
  );

  test('tell for how long nothing could be seen', async () => {
    const stage = setAppStage();
    await stage.order();
    expect(stage.app.engine.blindMs()).toBeNull();
    const hidden = hide(stage, new Set(['job-1']));
    await stage.clock.pass(6 * MINUTE);
    expect(stage.app.engine.blindMs()).toBeGreaterThan(5 * MINUTE);
    hidden.end();
    await stage.clock.pass(MINUTE);
    expect(stage.app.engine.blindMs()).toBeNull();
  });
});

describe('an outage of Krea of any length up to a day', () => {
  const LENGTHS = [3 * MINUTE, 12 * MINUTE, 3 * HOUR, 23 * HOUR];

  test.for(LENGTHS)('loses no picture that is being painted: %i ms', async (length) => {
    const stage = setAppStage();
    const id = await stage.order();
    stage.api.outage({ retryAfterMs: 3_600_000 });
    await stage.clock.pass(length);
    expect((await stage.pictures(id))[0]?.state).toBe('running');
    stage.api.complete('job-1');
    stage.api.outage(null);
    await stage.clock.pass(2 * MINUTE);

    expect((await stage.pictures(id))[0]?.state).toBe('delivered');
    expect(await stage.money(id)).toEqual(['hold', 'settle']);
    expect(stage.publisher.standing).toHaveLength(1);
  });

  test.for(LENGTHS)(
    'gives a job that is still open afterwards the time that it could not be seen: %i ms',
    async (length) => {
      const stage = setAppStage();
      const id = await stage.order();
      stage.api.outage({ retryAfterMs: null });
      await stage.clock.pass(length);
      stage.api.outage(null);
      await stage.clock.pass(5 * MINUTE);
      expect((await stage.pictures(id))[0]?.state).toBe('running');
      stage.api.complete('job-1');
      await stage.clock.pass(MINUTE);

      expect(await stage.money(id)).toEqual(['hold', 'settle']);
    },
  );

  test.for(LENGTHS)(
    'keeps what waits in the queue, and takes it to Krea by itself afterwards: %i ms',
    async (length) => {
      const stage = setAppStage();
      stage.api.outage({ retryAfterMs: null });
      const ids = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(async (userId) => stage.order({ userId })));
      await stage.clock.pass(length);
      for (const id of ids) expect((await stage.pictures(id))[0]?.state).toBe('queued');
      const tried = stage.api.submissions.length;
      stage.api.outage(null);
      await stage.clock.pass(2 * MINUTE);

      expect(stage.api.jobs()).toHaveLength(4);
      expect(stage.api.submissions.length - tried).toBe(4);
      // One try a minute once it lasts, however many wait.
      expect(tried).toBeLessThan(length / MINUTE + 10);
    },
  );

  test.for(LENGTHS)('loses no picture whose submit got lost just before: %i ms', async (length) => {
    const stage = setAppStage();
    stage.api.plan({ kind: 'lost-answer' });
    const id = await stage.order();
    stage.api.outage({ retryAfterMs: null });
    await stage.clock.pass(length);
    expect(await stage.money(id)).toEqual(['hold']);
    stage.api.outage(null);
    stage.api.complete('job-1');
    await stage.clock.pass(2 * MINUTE);

    expect((await stage.pictures(id))[0]?.state).toBe('delivered');
    expect(stage.publisher.standing.filter(({ indexes }) => indexes.includes(1))).toHaveLength(1);
  });

  test('is told to those who wait, who can cancel', async () => {
    const stage = setAppStage();
    stage.api.outage({ retryAfterMs: null });
    const id = await stage.order();
    await stage.clock.pass(MINUTE);

    expect(new Set(stage.publisher.progress.map(({ phase }) => phase.kind))).toContain('unreachable');
    expect(await stage.app.cancel(stage.visitor(), id)).toEqual({ cancelled: 1, asked: 0 });
    expect(await stage.money(id)).toEqual(['hold', 'release']);
  });

  test('that lasts for more than a day ends the requests that waited all of it, with their money given back', async () => {
    const stage = setAppStage();
    stage.api.outage({ retryAfterMs: null });
    const id = await stage.order();
    await stage.clock.pass(25 * HOUR);

    expect((await stage.pictures(id))[0]).toMatchObject({ state: 'failed', failure: { reason: 'krea-unreachable' } });
    expect(await stage.money(id)).toEqual(['hold', 'release']);
  });
});

describe('a wait that Krea asks for', () => {
  test.for([0, 1, 50])(
    'of %i ms is no reason to hurry: a request waits for longer and longer, and is not given up',
    async (retryAfterMs) => {
      const stage = setAppStage();
      stage.api.plan(...Array.from({ length: 20 }, () => ({ kind: 'busy', retryAfterMs }) as const));
      const id = await stage.order();
      await stage.clock.pass(10 * MINUTE);
      const triedInTenMinutes = stage.api.submissions.length;
      await stage.clock.pass(9 * MINUTE);

      expect(triedInTenMinutes).toBeLessThan(16);
      expect((await stage.pictures(id))[0]?.state).toBe('running');
    },
  );

  test('of an hour before the next submit is not kept to the letter', async () => {
    const stage = setAppStage();
    stage.api.plan({ kind: 'busy', retryAfterMs: HOUR });
    const id = await stage.order();
    await stage.clock.pass(2 * MINUTE);

    expect((await stage.pictures(id))[0]?.state).toBe('running');
  });

  test.for([0, HOUR])('of %i ms before the next look neither hurries nor puts it off', async (retryAfterMs) => {
    const stage = setAppStage();
    await stage.order();
    let asked = 0;
    const { look } = stage.api;
    stage.api.look = async (remoteId) => {
      asked += 1;
      return look(remoteId);
    };
    stage.api.outage({ retryAfterMs });
    await stage.clock.pass(5 * MINUTE);

    expect(asked).toBeGreaterThanOrEqual(4);
    expect(asked).toBeLessThan(20);
  });
});

describe('one request that Krea has trouble with holds up nobody else', () => {
  test.for([
    ['fails', unreadable],
    ['never ends', async () => new Promise<never>(() => undefined)],
  ] as const)('a reference whose upload %s', async ([, upload]) => {
    const stage = setAppStage();
    stage.api.upload = upload;
    const bad = await orderWithReference(stage, 4);
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      await stage.clock.pass(10_000);
      ids.push(await stage.order({ userId: `user-${n}`, guildId: `guild-${n}` }));
    }

    for (const id of ids) expect((await stage.pictures(id))[0]?.state).toBe('running');
    for (const { state } of await stage.pictures(bad)) expect(state).toBe('queued');
  });

  test('a reference that Krea does not take is told to its requester, who can cancel', async () => {
    const stage = setAppStage();
    stage.api.upload = unreadable;
    const id = await orderWithReference(stage, 2);
    await stage.clock.pass(MINUTE);

    expect(new Set(stage.publisher.progress.map(({ phase }) => phase.kind))).toContain('reference-trouble');
    expect(await stage.app.cancel(stage.visitor({ userId: 'with-reference' }), id)).toEqual({ cancelled: 2, asked: 0 });
  });

  test('a reference that is taken after hours is used then, by every picture that waited for it', async () => {
    const stage = setAppStage();
    const { upload } = stage.api;
    let tries = 0;
    stage.api.upload = async () => {
      tries += 1;
      return unreadable();
    };
    const id = await orderWithReference(stage, 4);
    await stage.clock.pass(3 * HOUR);
    expect(tries).toBeLessThan(200);
    stage.api.upload = upload;
    await stage.clock.pass(2 * MINUTE);

    expect((await stage.pictures(id)).map(({ state }) => state)).toEqual(['running', 'running', 'running', 'running']);
    expect(stage.api.uploads).toHaveLength(1);
  });

  test('a reference that is refused for a whole day ends its pictures, with their money given back', async () => {
    const stage = setAppStage();
    stage.api.upload = unreadable;
    const id = await orderWithReference(stage, 1);
    await stage.clock.pass(25 * HOUR);

    expect((await stage.pictures(id))[0]).toMatchObject({ state: 'failed', failure: { reason: 'krea-unreachable' } });
    expect(await stage.money(id)).toEqual(['hold', 'release']);
  });

  test('pictures whose references are not taken ask the records every few minutes at most, however many they are and however often it is tried', async () => {
    const stage = setAppStage();
    let tries = 0;
    stage.api.upload = async () => {
      tries += 1;
      return unreadable();
    };
    for (let n = 0; n < 10; n += 1) await orderWithReference(stage, 4);
    await stage.clock.pass(HOUR);
    let finds = 0;
    const { find } = stage.store.journal;
    stage.store.journal.find = async (id) => {
      finds += 1;
      return find(id);
    };
    tries = 0;
    await stage.clock.pass(HOUR);

    expect(tries).toBeGreaterThanOrEqual(50);
    // Each comes back every five minutes, and is then read before and after.
    expect(finds).toBeLessThanOrEqual(40 * 13 * 2);
  });

  test('a reference that was given up on one day is tried for a day again when it is asked for on the next', async () => {
    const stage = setAppStage();
    stage.api.upload = unreadable;
    const first = await orderWithReference(stage, 1);
    await stage.clock.pass(HOUR);
    expect(await stage.app.cancel(stage.visitor({ userId: 'with-reference' }), first)).toEqual({
      cancelled: 1,
      asked: 0,
    });
    await stage.clock.pass(30 * HOUR);
    const second = await orderWithReference(stage, 1);
    await stage.clock.pass(HOUR);

    expect((await stage.pictures(second))[0]?.state).toBe('queued');
  });

  test('a submit that hangs', async () => {
    const stage = setAppStage();
    const { submit } = stage.api;
    stage.api.submit = async () => {
      stage.api.submit = submit;
      await stage.clock.sleep(30_000);
      return { kind: 'unclear', detail: 'timeout' };
    };
    await stage.order();
    const ids = [await stage.order({ guildId: 'guild-2' }), await stage.order({ guildId: 'guild-3' })];
    await stage.clock.pass(1_000);

    for (const id of ids) expect((await stage.pictures(id))[0]?.state).toBe('running');
  });

  test('a submit whose answer is lost', async () => {
    const stage = setAppStage();
    stage.api.plan({ kind: 'unclear', detail: 'lost' });
    await stage.order();
    const id = await stage.order({ guildId: 'guild-2' });

    expect((await stage.pictures(id))[0]?.state).toBe('running');
  });
});

test('answers that get lost one after the other put no more than a few pictures in doubt', async () => {
  const stage = setAppStage();
  stage.api.plan(...Array.from({ length: 50 }, () => ({ kind: 'unclear', detail: '502' }) as const));
  for (let n = 0; n < 12; n += 1) await stage.order({ userId: `user-${n}` });
  await stage.clock.pass(10 * MINUTE);

  expect(stage.api.submissions.length).toBeLessThan(16);
});
