import { describe, expect, test } from 'vitest';

import { REPLY_LIFE_MS } from '../../../src/core/picture/generation.ts';
import type { PublishOutcome } from '../../../src/ports/publisher.ts';
import { arranged } from '../../arranged.ts';
import { setAppStage } from '../app-stage.ts';
import type { AppStage } from '../app-stage.ts';

const MINUTE = 60_000;

/** Orders a picture and lets it be finished and delivered. */
async function finish(
  stage: AppStage,
  { after = 1_000, ...order }: { after?: number; isPrivate?: boolean } = {},
): Promise<string> {
  const id = await stage.order(order);
  await stage.clock.pass(after);
  stage.api.complete('job-1');
  await stage.clock.pass(10 * MINUTE);
  return id;
}

function where(stage: AppStage): string[] {
  return stage.publisher.standing.map(({ rung, indexes }) => `${rung}:${indexes.join()}`);
}

describe('each outcome on each rung', () => {
  const REFUSALS: PublishOutcome[] = [{ kind: 'closed', detail: 'gone' }, { kind: 'blocked' }, { kind: 'too-large' }];
  const cases = REFUSALS.map((refusal): [string, PublishOutcome] => [JSON.stringify(refusal), refusal]);

  test.for(cases)('a reply that always answers %s leads to the channel, once', async ([, refusal]) => {
    const stage = setAppStage();
    stage.publisher.close('reply', refusal);
    const id = await finish(stage);

    expect(where(stage)).toEqual(['channel:1']);
    expect(stage.publisher.pointers).toEqual([{ generationId: id, to: 'channel' }]);
    expect((await stage.pictures(id))[0]?.state).toBe('delivered');
  });

  test.for(cases)('a channel that always answers %s leads to a direct message, once', async ([, refusal]) => {
    const stage = setAppStage();
    stage.publisher.close('reply');
    stage.publisher.close('channel', refusal);
    const id = await finish(stage);

    expect(where(stage)).toEqual(['direct:1']);
    expect((await stage.pictures(id))[0]?.state).toBe('delivered');
  });

  test.for(cases)('when the last rung always answers %s the picture is kept, and told so', async ([, refusal]) => {
    const stage = setAppStage();
    for (const rung of ['reply', 'channel'] as const) stage.publisher.close(rung);
    stage.publisher.close('direct', refusal);
    const id = await finish(stage);

    expect(where(stage)).toEqual([]);
    expect(stage.publisher.pointers).toEqual([{ generationId: id, to: 'kept' }]);
    expect((await stage.pictures(id))[0]?.state).toBe('kept');
    expect(await stage.money(id)).toEqual(['hold', 'settle']);
  });

  test.for(['reply', 'channel', 'direct'] as const)(
    'an attempt on the %s that landed without an answer is not made again elsewhere',
    async (rung) => {
      const stage = setAppStage();
      const earlier = { reply: [], channel: ['reply'], direct: ['reply', 'channel'] } as const;
      for (const below of earlier[rung]) stage.publisher.close(below);
      stage.publisher.plan(rung, { kind: 'landed-unclear' });
      stage.publisher.close(rung, { kind: 'unclear' });
      const id = await finish(stage);

      expect(where(stage)).toEqual([`${rung}:1`]);
      expect((await stage.pictures(id))[0]?.state).toBe('delivered');
    },
  );

  test.for(['reply', 'channel'] as const)(
    'when only the last attempt on the %s landed, without an answer, no other rung is tried',
    async (rung) => {
      const stage = setAppStage();
      if (rung === 'channel') stage.publisher.close('reply');
      stage.publisher.plan(rung, ...Array.from({ length: 4 }, () => ({ kind: 'unclear' as const })), {
        kind: 'landed-unclear',
      });
      const id = await finish(stage);

      expect(stage.publisher.attempts.filter((attempt) => attempt.rung === rung)).toHaveLength(5);
      expect(where(stage)).toEqual([`${rung}:1`]);
      expect((await stage.pictures(id))[0]?.state).toBe('delivered');
    },
  );

  test('a post that landed without an answer is looked for before it is repeated', async () => {
    const stage = setAppStage();
    stage.publisher.close('reply');
    stage.publisher.plan('channel', { kind: 'landed-unclear' });
    await finish(stage);

    expect(stage.publisher.attempts.filter(({ rung }) => rung === 'channel')).toHaveLength(1);
    expect(where(stage)).toEqual(['channel:1']);
  });
});

test('a file that is too large is squeezed step by step on the same rung', async () => {
  const stage = setAppStage({ pictureBytes: 9 * 1024 * 1024 });
  stage.publisher.plan('reply', { kind: 'too-large' }, { kind: 'too-large' });
  await finish(stage);

  const MIB = 1024 * 1024;
  expect(stage.publisher.attempts.map(({ bytes }) => bytes[0])).toEqual([9 * MIB, 8 * MIB, 4 * MIB]);
  expect(where(stage)).toEqual(['reply:1']);
});

test('nothing private is ever posted in the channel', async () => {
  const stage = setAppStage();
  stage.publisher.close('reply');
  await finish(stage, { isPrivate: true });

  expect(stage.publisher.attempts.map(({ rung }) => rung)).toEqual(['reply', 'direct']);
});

test('the reply is not tried any more when its token is about to end', async () => {
  const stage = setAppStage();
  const id = await stage.order();
  stage.publisher.close('reply', { kind: 'unclear' });
  stage.api.complete('job-1');
  await stage.clock.pass(REPLY_LIFE_MS - MINUTE);
  expect(where(stage)).toEqual([]);
  await stage.clock.pass(3 * MINUTE);

  expect((await stage.pictures(id))[0]?.state).toBe('delivered');
  expect(where(stage)).toEqual(['channel:1']);
  expect(stage.publisher.pointers).toEqual([{ generationId: id, to: 'channel' }]);
});

test('the pictures of a batch that are finished do not wait for one that stays uncertain, and it comes as a message of its own', async () => {
  const stage = setAppStage({ pollIntervalMs: 300 });
  stage.api.plan({ kind: 'accepted' }, { kind: 'lost-answer' });
  const order = stage.order({ count: 2 });
  await order;
  stage.api.complete('job-1');
  await stage.clock.pass(1_500);
  const id = await order;
  expect(where(stage)).toEqual(['reply:1']);

  stage.api.complete('job-2');
  await stage.clock.pass(MINUTE);

  expect(where(stage)).toEqual(['reply:1', 'channel:2']);
  expect(stage.publisher.pointers).toEqual([]);
  expect(await stage.money(id)).toEqual(['hold', 'settle', 'hold', 'settle']);
});

test('a late part of a batch that no way takes is told to its requester once, and not on top of the first part', async () => {
  const stage = setAppStage({ pollIntervalMs: 300 });
  stage.api.plan({ kind: 'accepted' }, { kind: 'lost-answer' });
  const order = stage.order({ count: 2 });
  await order;
  stage.api.complete('job-1');
  await stage.clock.pass(1_500);
  const id = await order;
  stage.publisher.close('channel');
  stage.publisher.close('direct');
  stage.api.complete('job-2');
  await stage.clock.pass(MINUTE);
  await stage.restart();
  await stage.clock.pass(MINUTE);

  expect((await stage.pictures(id)).map(({ state }) => state)).toEqual(['delivered', 'kept']);
  expect(stage.publisher.keptNotes).toEqual([{ generationId: id, indexes: [2] }]);
  expect(stage.publisher.pointers).toEqual([]);
  expect(where(stage)).toEqual(['reply:1']);
});

test('the wallet tells of pictures that are kept, until they have been seen', async () => {
  const stage = setAppStage();
  for (const rung of ['reply', 'channel', 'direct'] as const) stage.publisher.close(rung);
  const id = await finish(stage);
  const kept = async () => {
    const wallet = await stage.app.memberWallet(stage.visitor());
    return 'refused' in wallet ? undefined : wallet.kept;
  };
  expect(await kept()).toEqual([id]);

  stage.publisher.close('reply', { kind: 'published', channelId: '', messageId: '' });
  arranged(await stage.app.show.show(stage.visitor(), id));
  expect(await kept()).toEqual([]);
});

test('what was cancelled is told in the reply alone', async () => {
  const stage = setAppStage({ maxInFlight: 1 });
  stage.publisher.close('reply');
  await stage.order();
  const id = await stage.order();
  const outcome = await stage.app.cancel(stage.visitor(), id);
  await stage.clock.pass(1_000);

  expect(outcome).toEqual({ cancelled: 1, asked: 0 });
  expect(stage.publisher.attempts.map(({ rung }) => rung)).toEqual(['reply']);
  expect(await stage.money(id)).toEqual(['hold', 'release']);
});

test('a picture whose file is away for a while is delivered when it is back', async () => {
  const stage = setAppStage();
  stage.media({ kind: 'unreachable' });
  const id = await stage.order();
  stage.api.complete('job-1');
  await stage.clock.pass(20_000);
  expect(where(stage)).toEqual([]);

  stage.media(null);
  await stage.clock.pass(MINUTE);

  expect(where(stage)).toEqual(['reply:1']);
  expect((await stage.pictures(id))[0]?.hash).not.toBeNull();
});

test('a picture whose file is not one at first is fetched again', async () => {
  const stage = setAppStage();
  stage.media({ kind: 'fetched', bytes: Buffer.from('<!doctype html><title>Please wait</title>') });
  await stage.order();
  stage.api.complete('job-1');
  await stage.clock.pass(1_500);

  stage.media(null);
  await stage.clock.pass(MINUTE);

  expect(where(stage)).toEqual(['reply:1']);
});

test('a picture that is too large and cannot be made smaller is told in words beside the others', async () => {
  const stage = setAppStage();
  stage.breakFit();
  const id = await finish(stage);

  expect(where(stage)).toEqual(['reply:']);
  // Nobody has seen it: it is among those that the wallet lists.
  expect((await stage.pictures(id))[0]?.state).toBe('kept');
  expect(stage.publisher.keptNotes).toEqual([]);
});
