import { describe, expect, test } from 'vitest';

import { createPost } from '../../../src/app/delivery/post.ts';
import type { RetryMode, Posting, RungOutcome } from '../../../src/app/delivery/post.ts';
import { REPLY_LIFE_MS } from '../../../src/core/picture/generation.ts';
import type { Generation } from '../../../src/core/picture/generation.ts';
import type { Landed, Publisher, PublishOutcome, ResultMessage } from '../../../src/ports/publisher.ts';
import type { Rung } from '../../../src/ports/store/journal.ts';
import { sample } from '../../contract/samples.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';

const MIB = 1024 * 1024;
const UNCLEAR = { kind: 'unclear' } as const;
const CLOSED = { kind: 'closed', detail: 'gone' } as const;
const ignore = (): void => undefined;

/** One rung's attempt over a Discord that answers as planned, the last answer for ever. */
function setPost(answers: PublishOutcome[], landed: Landed = { kind: 'no' }) {
  const clock = createFakeClock();
  const controller = new AbortController();
  const [sent, looks, nonces, limits]: [number[][], string[], (string | null)[], number[]] = [[], [], [], []];
  const unread: [number, string][][] = [];
  const publish = async ({ pictures, unread: left }: ResultMessage, nonce: string | null): Promise<PublishOutcome> => {
    sent.push(pictures.map(({ index }) => index));
    nonces.push(nonce);
    unread.push([...(left ?? [])]);
    return (answers.length > 1 ? answers.shift() : answers[0]) ?? CLOSED;
  };
  const look = async (where: string): Promise<Landed> => {
    looks.push(where);
    return landed;
  };
  const publisher: Publisher = {
    editReply: async (_, message) => publish(message, null),
    postToChannel: publish,
    sendDirect: publish,
    landedInReply: async () => look('reply'),
    landedIn: async (where, _, after) => look(`${where} after ${after}`),
    showProgress: async () => undefined,
    pointTo: async () => 'told',
    tellKept: async () => 'told',
  };
  const post = createPost({
    publisher,
    clock,
    stopping: controller.signal,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    images: {
      display: async () => undefined,
      prepareReference: async () => ({ bytes: new Uint8Array(), mediaType: 'image/png' }),
      async fit(bytes, maxBytes) {
        limits.push(maxBytes);
        if (bytes.length === 0) throw new Error('damaged');
        return { bytes, mediaType: 'image/png', extension: 'png' };
      },
    },
  });
  const { seeds: _, ...given } = sample();
  const generation: Generation = {
    ...given,
    pictures: [],
    removedBy: null,
    createdAt: clock.now(),
    attachmentLimit: 10 * MIB,
  };
  const message = (pictures = [Uint8Array.of(1)]): ResultMessage => ({
    generation,
    pictures: pictures.map((bytes, at) => ({ index: at + 1, bytes, extension: 'png' })),
    wallet: undefined,
  });
  const attempt = (
    rung: Rung,
    options: { posting?: Partial<Posting>; retryMode?: RetryMode; message?: ResultMessage } = {},
  ): Promise<RungOutcome> =>
    post.attempt(
      rung,
      options.message ?? message(),
      { generationId: '7001', part: 1, after: '6999', mustShow: false, ...options.posting },
      options.retryMode ?? 'first',
    );
  return { clock, sent, unread, looks, nonces, limits, attempt, message, stop: () => controller.abort() };
}

const PUBLISHED = { kind: 'published', channelId: 'c', messageId: 'm' } as const;
const FOUND = { kind: 'yes', channelId: 'there', messageId: 'found' } as const;

describe('an answer that is not clear', () => {
  test('is waited for after 0.5, 1.5, 4 and 10 seconds, and then nothing is decided', async () => {
    const { clock, sent, attempt } = setPost([UNCLEAR]);
    const outcome = attempt('reply');
    const counts: number[] = [];
    for (const seconds of [0.499, 1.5, 4, 10, 1]) {
      await clock.pass(seconds * 1_000);
      counts.push(sent.length);
    }
    expect(counts).toEqual([1, 2, 3, 4, 5]);
    expect(await outcome).toEqual({ kind: 'postponed', retryAfterMs: 0, mayHaveLanded: true, shown: [1] });
  });

  test('is not waited for by who comes again anyway', async () => {
    const { attempt, sent } = setPost([UNCLEAR]);
    expect(await attempt('channel', { retryMode: 'once' })).toMatchObject({ kind: 'postponed', mayHaveLanded: true });
    expect(sent).toHaveLength(1);
  });

  test('in the reply is no reason to look before the reply is edited once more', async () => {
    const { clock, looks, sent, attempt } = setPost([UNCLEAR, PUBLISHED], FOUND);
    const outcome = attempt('reply');
    await clock.pass(500);
    expect(await outcome).toEqual({ ...PUBLISHED, shown: [1] });
    expect([sent.length, looks.length]).toEqual([2, 0]);
  });

  test.for(['channel', 'direct'] as const)(
    'in the %s is looked for before it is sent once more, and what is found is not',
    async (rung) => {
      const { clock, looks, sent, attempt } = setPost([UNCLEAR], FOUND);
      const outcome = attempt(rung);
      await clock.pass(500);
      expect(await outcome).toEqual({ kind: 'published', channelId: 'there', messageId: 'found', shown: [1] });
      expect([sent.length, looks]).toEqual([1, [`${rung} after 6999`]]);
    },
  );

  test('is not waited for in a reply whose token has ended meanwhile', async () => {
    const { clock, sent, attempt } = setPost([UNCLEAR]);
    await clock.pass(REPLY_LIFE_MS - 400);
    const outcome = attempt('reply');
    await clock.pass(500);
    expect(await Promise.race([outcome, Promise.resolve('waits')])).toMatchObject({ kind: 'postponed' });
    expect(sent).toHaveLength(2);
  });

  test('is not sent again by a process that stops', async () => {
    const { clock, sent, attempt, stop } = setPost([UNCLEAR]);
    const outcome = attempt('channel');
    await clock.settle();
    stop();
    expect(await outcome).toMatchObject({ kind: 'postponed', mayHaveLanded: true });
    expect(sent).toHaveLength(1);
  });
});

describe('a wait that Discord asks for', () => {
  test('is kept when it is short, and nothing can have landed', async () => {
    const { clock, sent, looks, attempt } = setPost([{ kind: 'delayed', retryAfterMs: 9_000 }, PUBLISHED]);
    const outcome = attempt('channel');
    await clock.pass(8_999);
    expect(sent).toHaveLength(1);
    await clock.pass(1);
    expect(await outcome).toMatchObject({ kind: 'published' });
    expect(looks).toEqual([]);
  });

  test('is left to who comes again when it is long: no picture stays in memory for it', async () => {
    const { attempt } = setPost([{ kind: 'delayed', retryAfterMs: 10_001 }]);
    expect(await attempt('channel')).toEqual({
      kind: 'postponed',
      retryAfterMs: 10_001,
      mayHaveLanded: false,
      shown: [1],
    });
  });
});

describe('a rung that is closed after an attempt that may have landed', () => {
  const posting = { mayHaveLanded: true };

  test('is looked at: what stands there is delivered', async () => {
    const { attempt } = setPost([CLOSED], FOUND);
    expect(await attempt('channel', { posting })).toEqual({
      kind: 'published',
      channelId: 'there',
      messageId: 'found',
      shown: [1],
    });
  });

  test('decides nothing while nobody can look', async () => {
    const { attempt } = setPost([CLOSED], { kind: 'unknown' });
    expect(await attempt('channel', { posting })).toEqual({
      kind: 'postponed',
      retryAfterMs: 0,
      mayHaveLanded: true,
      shown: [1],
    });
  });

  test('says when it may stand where we may not look', async () => {
    const { attempt } = setPost([{ ...CLOSED, mayReopen: true }], { kind: 'hidden' });
    expect(await attempt('channel', { posting })).toEqual({ ...CLOSED, mayReopen: true, mayStand: true });
  });

  test('is given up when nothing stands there', async () => {
    const { attempt } = setPost([{ kind: 'blocked' }], { kind: 'no' });
    expect(await attempt('channel', { posting })).toEqual({ kind: 'closed', detail: 'blocked', mayStand: false });
  });

  test('and not looked at when nothing can have landed', async () => {
    const { attempt, looks } = setPost([CLOSED], FOUND);
    expect(await attempt('channel')).toEqual({ ...CLOSED, mayStand: false });
    expect(looks).toEqual([]);
  });
});

describe('the files', () => {
  test('are squeezed to 8, 4 and 1 MiB when they are too large, and then the rung is given up', async () => {
    const { attempt, limits } = setPost([{ kind: 'too-large' }]);
    expect(await attempt('direct')).toEqual({ kind: 'closed', detail: 'too-large', mayStand: false });
    expect(limits).toEqual([10, 8, 4, 1].map((size) => size * MIB));
  });

  test('of a message have 24 MiB in all', async () => {
    const { attempt, limits, message } = setPost([PUBLISHED]);
    await attempt('reply', { message: message(Array.from({ length: 4 }, () => Uint8Array.of(1))) });
    expect(limits).toEqual(Array.from({ length: 4 }, () => 6 * MIB));
  });

  test('that cannot be made to fit are told in words, and the others are shown', async () => {
    const { attempt, sent, unread, message } = setPost([PUBLISHED]);
    expect(await attempt('reply', { message: message([new Uint8Array(), Uint8Array.of(1)]) })).toMatchObject({
      shown: [2],
    });
    expect(sent).toEqual([[2]]);
    expect(unread).toEqual([[[1, 'too-large']]]);
  });

  test('are needed by a message that has nothing else to say', async () => {
    const { attempt, sent, message } = setPost([PUBLISHED]);
    const posting = { mustShow: true };
    expect(await attempt('channel', { posting, message: message([new Uint8Array()]) })).toEqual({
      kind: 'closed',
      detail: 'nothing to show',
    });
    expect(sent).toEqual([]);
    expect(await attempt('channel', { posting })).toMatchObject({ kind: 'published', shown: [1] });
  });
});

test('what is posted bears a nonce of its own for each rung and part, so that only a repetition is dropped', async () => {
  const { attempt, nonces } = setPost([PUBLISHED]);
  for (const rung of ['reply', 'channel', 'direct'] as const)
    for (const part of [1, 2]) await attempt(rung, { posting: { part } });
  expect(nonces).toEqual([null, null, '7001.1c', '7001.2c', '7001.1d', '7001.2d']);
});
