import { describe, expect, test } from 'vitest';

import { REPLY_LIFE_MS } from '../../../src/core/picture/generation.ts';
import type { PublishOutcome } from '../../../src/ports/publisher.ts';
import { setAppStage } from '../app-stage.ts';
import type { AppStage } from '../app-stage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const RUNGS = ['reply', 'channel', 'direct'] as const;
const LENGTHS: [string, number][] = [
  ['3 minutes', 3 * MINUTE],
  ['3 hours', 3 * HOUR],
  ['23 hours', 23 * HOUR],
];
const OUTAGES: [string, PublishOutcome][] = [
  ['503s and lost answers', { kind: 'unclear' }],
  ['refused connections', { kind: 'delayed', retryAfterMs: 5_000 }],
  ['a rate limit of a day', { kind: 'delayed', retryAfterMs: 24 * HOUR }],
];

function breakDiscord({ publisher }: AppStage, outcome: PublishOutcome): void {
  for (const rung of RUNGS) publisher.close(rung, outcome);
  publisher.blind(true);
  publisher.mute(true);
}

function mendDiscord({ publisher }: AppStage): void {
  for (const rung of RUNGS) publisher.open(rung);
  publisher.blind(false);
  publisher.mute(false);
}

async function paint(stage: AppStage, order: Parameters<AppStage['order']>[0] = {}): Promise<string> {
  const before = stage.api.submissions.length;
  const id = await stage.order(order);
  await stage.clock.pass(1_000);
  for (let job = before + 1; job <= stage.api.submissions.length; job += 1) stage.api.complete(`job-${job}`);
  return id;
}

function where(stage: AppStage): string[] {
  return stage.publisher.standing.map(({ rung, indexes }) => `${rung}:${indexes.join()}`);
}

async function states(stage: AppStage, id: string): Promise<string[]> {
  return (await stage.pictures(id)).map(({ state }) => state);
}

describe.for(OUTAGES)('while Discord answers with %s', ([, outcome]) => {
  test.for(LENGTHS)(
    'for %s, nothing is lost: within two minutes after it is back the picture is there, once',
    async ([, length]) => {
      const stage = setAppStage();
      breakDiscord(stage, outcome);
      const id = await paint(stage);
      await stage.clock.pass(length);
      expect(await states(stage, id)).toEqual(['finished']);

      mendDiscord(stage);
      await stage.clock.pass(2 * MINUTE);

      expect(await states(stage, id)).toEqual(['delivered']);
      expect(where(stage)).toEqual([length < REPLY_LIFE_MS ? 'reply:1' : 'channel:1']);
      await stage.clock.pass(HOUR);
      expect(stage.publisher.standing).toHaveLength(1);
      expect(await stage.money(id)).toEqual(['hold', 'settle']);
    },
  );
});

test.for(LENGTHS)(
  'what Discord did not say before an outage of %s is not posted twice after it',
  async ([, length]) => {
    const stage = setAppStage();
    stage.publisher.close('reply');
    stage.publisher.plan('channel', { kind: 'landed-unclear' });
    stage.publisher.blind(true);
    for (const rung of ['channel', 'direct'] as const) stage.publisher.close(rung, { kind: 'unclear' });
    const id = await paint(stage);
    await stage.clock.pass(length);
    const sent = stage.publisher.attempts.length;

    mendDiscord(stage);
    await stage.clock.pass(2 * MINUTE);

    expect(await states(stage, id)).toEqual(['delivered']);
    expect(where(stage)).toEqual(['channel:1']);
    expect(stage.publisher.attempts).toHaveLength(sent);
  },
);

test('a restart in the middle of an outage changes nothing', async () => {
  const stage = setAppStage();
  breakDiscord(stage, { kind: 'unclear' });
  const id = await paint(stage);
  await stage.clock.pass(HOUR);
  await stage.restart();
  await stage.clock.pass(HOUR);

  mendDiscord(stage);
  await stage.clock.pass(2 * MINUTE);

  expect(await states(stage, id)).toEqual(['delivered']);
  expect(where(stage)).toEqual(['channel:1']);
});

test('access that moderators took away and give back brings the picture, and until then its requester knows that it is kept', async () => {
  const stage = setAppStage();
  stage.publisher.close('reply');
  stage.publisher.close('channel', { kind: 'closed', detail: 'no access', mayReopen: true });
  stage.publisher.close('direct');
  const id = await paint(stage);
  await stage.clock.pass(3 * HOUR);
  expect(stage.publisher.pointers).toEqual([{ generationId: id, to: 'kept' }]);
  expect(stage.publisher.attempts.filter(({ rung }) => rung === 'direct')).toHaveLength(1);
  expect(await stage.app.memberWallet(stage.visitor())).toMatchObject({ kept: [id] });

  stage.publisher.open('channel');
  await stage.clock.pass(2 * MINUTE);

  expect(where(stage)).toEqual(['channel:1']);
  expect(await states(stage, id)).toEqual(['delivered']);
});

test.each([false, true])(
  'a post that may have landed in a channel that is hidden now is not sent a second time (restart: %s)',
  async (isRestarted) => {
    const stage = setAppStage();
    stage.publisher.close('reply');
    stage.publisher.plan('channel', { kind: 'landed-unclear' });
    stage.publisher.close('channel', { kind: 'closed', detail: 'no access', mayReopen: true });
    stage.publisher.hide(true);
    const id = await paint(stage);
    await stage.clock.pass(HOUR);
    if (isRestarted) await stage.restart();
    await stage.clock.pass(HOUR);
    expect(where(stage)).toEqual(['channel:1']);
    expect(await states(stage, id)).toEqual(['kept']);

    stage.publisher.hide(false);
    await stage.clock.pass(2 * MINUTE);

    expect(where(stage)).toEqual(['channel:1']);
    expect(await states(stage, id)).toEqual(['delivered']);
  },
);

test('access that does not come back within a day leaves the picture kept', async () => {
  const stage = setAppStage();
  stage.publisher.close('reply');
  stage.publisher.close('channel', { kind: 'closed', detail: 'no access', mayReopen: true });
  stage.publisher.close('direct');
  const id = await paint(stage);
  await stage.clock.pass(26 * HOUR);

  expect(await states(stage, id)).toEqual(['kept']);
  const sent = stage.publisher.attempts.length;
  await stage.clock.pass(26 * HOUR);
  expect(stage.publisher.attempts).toHaveLength(sent);
});

test('a requester who cannot be told that it is kept is told when Discord is back, also after a restart', async () => {
  const stage = setAppStage();
  for (const rung of RUNGS) stage.publisher.close(rung);
  stage.publisher.mute(true);
  const id = await paint(stage);
  await stage.clock.pass(HOUR);
  expect(await states(stage, id)).toEqual(['kept']);
  await stage.restart();
  await stage.clock.pass(HOUR);

  stage.publisher.mute(false);
  await stage.clock.pass(2 * MINUTE);

  expect(stage.publisher.pointers).toEqual([{ generationId: id, to: 'kept' }]);
  await stage.restart();
  await stage.clock.pass(HOUR);
  expect(stage.publisher.pointers).toHaveLength(1);
});

test('whoever saw the picture by /krea-show meanwhile does not get it a second time', async () => {
  const stage = setAppStage();
  breakDiscord(stage, { kind: 'unclear' });
  const id = await paint(stage);
  await stage.clock.pass(HOUR);
  stage.publisher.open('reply');
  const outcome = await stage.app.show.show(stage.visitor(), id);
  expect(outcome).toEqual({ shown: true });
  const sent = stage.publisher.attempts.length;

  mendDiscord(stage);
  await stage.clock.pass(2 * MINUTE);

  expect(await states(stage, id)).toEqual(['delivered']);
  expect(stage.publisher.attempts).toHaveLength(sent);
});

test('a picture that only somebody else saw by /krea-show still comes to its requester', async () => {
  const stage = setAppStage();
  stage.publisher.close('reply');
  stage.publisher.close('channel', { kind: 'closed', detail: 'no access', mayReopen: true });
  stage.publisher.close('direct');
  const id = await paint(stage);
  await stage.clock.pass(HOUR);
  stage.publisher.open('reply');
  expect(await stage.app.show.show(stage.visitor({ userId: 'user-2' }), id)).toEqual({ shown: true });
  expect(await stage.app.memberWallet(stage.visitor())).toMatchObject({ kept: [id] });

  stage.publisher.open('channel');
  await stage.clock.pass(2 * MINUTE);

  expect(where(stage)).toEqual(['reply:1', 'channel:1']);
  expect(await states(stage, id)).toEqual(['delivered']);
});

test('pictures that wait for access to a hundred channels put off no other for longer than an outage does', async () => {
  const stage = setAppStage({ maxInFlight: 200 });
  stage.publisher.close('reply');
  stage.publisher.close('channel', { kind: 'closed', detail: 'no access', mayReopen: true });
  stage.publisher.close('direct');
  for (let count = 0; count < 100; count += 1)
    await paint(stage, { channelId: `channel-${count}`, userId: `user-${count}` });
  await stage.clock.pass(HOUR);

  stage.publisher.open('reply');
  stage.publisher.plan(
    'reply',
    ...Array.from({ length: 6 }, (): PublishOutcome => ({ kind: 'delayed', retryAfterMs: 0 })),
  );
  const id = await paint(stage, { userId: 'somebody' });
  await stage.clock.pass(2 * MINUTE);

  expect(await states(stage, id)).toEqual(['delivered']);
});

test('in an outage a hundred open deliveries ask Discord no more often than a few times a minute', async () => {
  const stage = setAppStage({ maxInFlight: 100 });
  breakDiscord(stage, { kind: 'delayed', retryAfterMs: 60_000 });
  for (let count = 0; count < 100; count += 1) await paint(stage, { userId: `user-${count}` });
  await stage.clock.pass(10 * MINUTE);
  const before = stage.publisher.attempts.length;
  await stage.clock.pass(10 * MINUTE);
  expect(stage.publisher.attempts.length - before).toBeLessThan(100);

  mendDiscord(stage);
  await stage.clock.pass(2 * MINUTE);

  expect(stage.publisher.standing).toHaveLength(100);
});

describe.for(LENGTHS)('while files cannot be fetched for %s', ([, length]) => {
  test.for([{ kind: 'unreachable' }, { kind: 'missing' }] as const)(
    '($kind) the requester is told in words, and the picture comes by itself',
    async (away) => {
      const stage = setAppStage();
      stage.media(away);
      const id = await paint(stage);
      await stage.clock.pass(length);
      expect(where(stage)).toEqual(['reply:']);
      expect(await states(stage, id)).toEqual(['kept']);
      const wallet = await stage.app.memberWallet(stage.visitor());
      expect(wallet).toMatchObject({ kept: [id] });

      stage.media(null);
      await stage.clock.pass(2 * MINUTE);

      expect(where(stage)).toEqual(['reply:', 'channel:1']);
      expect(await states(stage, id)).toEqual(['delivered']);
      expect((await stage.pictures(id))[0]?.hash).not.toBeNull();
      await stage.clock.pass(HOUR);
      expect(stage.publisher.standing).toHaveLength(2);
    },
  );
});

test('of a picture that came late and may not be posted its requester knows already, and is told nothing again', async () => {
  const stage = setAppStage();
  stage.media({ kind: 'unreachable' });
  const id = await paint(stage);
  await stage.clock.pass(MINUTE);
  expect(where(stage)).toEqual(['reply:']);

  stage.publisher.close('channel', { kind: 'closed', detail: 'no access', mayReopen: true });
  stage.publisher.close('direct');
  stage.media(null);
  await stage.clock.pass(HOUR);
  expect([stage.publisher.keptNotes, stage.publisher.pointers]).toEqual([[], []]);

  stage.publisher.open('channel');
  await stage.clock.pass(2 * MINUTE);
  expect(where(stage)).toEqual(['reply:', 'channel:1']);
  expect(await states(stage, id)).toEqual(['delivered']);
});

test('a file that lags behind by seconds is waited for', async () => {
  const stage = setAppStage();
  stage.media({ kind: 'missing' });
  await paint(stage);
  await stage.clock.pass(4_000);
  stage.media(null);
  await stage.clock.pass(MINUTE);

  expect(where(stage)).toEqual(['reply:1']);
});

test('a restart while files are away changes nothing', async () => {
  const stage = setAppStage();
  stage.media({ kind: 'unreachable' });
  const id = await paint(stage);
  await stage.clock.pass(HOUR);
  await stage.restart();
  await stage.clock.pass(HOUR);

  stage.media(null);
  await stage.clock.pass(2 * MINUTE);

  expect(where(stage)).toEqual(['reply:', 'channel:1']);
  expect(await states(stage, id)).toEqual(['delivered']);
});

test.each([false, true])(
  'words that landed without an answer while files were away are no picture: it still comes (restart: %s)',
  async (isRestarted) => {
    const stage = setAppStage();
    stage.media({ kind: 'unreachable' });
    stage.publisher.plan('reply', { kind: 'landed-unclear' });
    stage.publisher.close('reply', { kind: 'unclear' });
    stage.publisher.blind(true);
    const id = await paint(stage);
    await stage.clock.pass(5 * MINUTE);
    if (isRestarted) await stage.restart();
    mendDiscord(stage);
    await stage.clock.pass(2 * MINUTE);
    expect(where(stage)).toEqual(['reply:']);

    stage.media(null);
    await stage.clock.pass(2 * MINUTE);

    expect(where(stage)).toEqual(['reply:', 'channel:1']);
    expect(await states(stage, id)).toEqual(['delivered']);
  },
);

test('a picture that the message does not hold, which landed without an answer before a crash, still comes', async () => {
  const stage = setAppStage();
  stage.media({ kind: 'unreachable' }, (url) => url.includes('job-1'));
  stage.publisher.plan('reply', { kind: 'landed-unclear' });
  stage.publisher.close('reply', { kind: 'unclear' });
  stage.publisher.blind(true);
  const id = await paint(stage, { count: 2 });
  await stage.clock.pass(5 * MINUTE);
  await stage.restart();
  mendDiscord(stage);
  await stage.clock.pass(2 * MINUTE);
  expect(where(stage)).toEqual(['reply:2']);

  stage.media(null);
  await stage.clock.pass(2 * MINUTE);

  expect(where(stage)).toEqual(['reply:2', 'channel:1']);
  expect(await states(stage, id)).toEqual(['delivered', 'delivered']);
});

test('files are sought on after an error that nobody expected', async () => {
  const stage = setAppStage();
  stage.media({ kind: 'unreachable' });
  const id = await paint(stage);
  await stage.clock.pass(HOUR);
  const { journal } = stage.store;
  const { unseen } = journal;
  let reads = 0;
  journal.unseen = async () => {
    reads += 1;
    return reads === 1 ? Promise.reject(new TypeError('the reading broke')) : unseen();
  };
  await stage.restart();
  stage.media(null);
  await stage.clock.pass(15 * MINUTE);

  expect(await states(stage, id)).toEqual(['delivered']);
});

test('a picture whose file came by /krea-show is not posted a second time', async () => {
  const stage = setAppStage();
  stage.media({ kind: 'missing' });
  const id = await paint(stage);
  await stage.clock.pass(HOUR);
  stage.media(null);
  const outcome = await stage.app.show.show(stage.visitor(), id);
  expect(outcome).toEqual({ shown: true });
  await stage.clock.pass(HOUR);

  expect(await states(stage, id)).toEqual(['delivered']);
  expect(where(stage)).toEqual(['reply:1']);
});

test.for(LENGTHS)(
  'when Discord and the files are away together for %s, both mend by themselves',
  async ([, length]) => {
    const stage = setAppStage();
    breakDiscord(stage, { kind: 'unclear' });
    stage.media({ kind: 'unreachable' });
    const id = await paint(stage);
    await stage.clock.pass(length);

    mendDiscord(stage);
    await stage.clock.pass(2 * MINUTE);
    stage.media(null);
    await stage.clock.pass(2 * MINUTE);

    expect(await states(stage, id)).toEqual(['delivered']);
    expect(where(stage).filter((one) => one.endsWith(':1'))).toHaveLength(1);
  },
);

test('twenty servers in which the bot has lost its access hold up no delivery elsewhere', async () => {
  const stage = setAppStage({ maxInFlight: 40 });
  const { publisher } = stage;
  const { postToChannel } = publisher;
  publisher.close('reply');
  publisher.close('direct');
  publisher.postToChannel = async (message, nonce) =>
    message.generation.userId === 'user-2'
      ? postToChannel(message, nonce)
      : { kind: 'closed', detail: 'no access', mayReopen: true };
  for (let n = 0; n < 20; n += 1) await paint(stage, { guildId: `guild-${n}`, channelId: `channel-of-${n}` });
  await stage.clock.pass(10 * MINUTE);
  // Nothing can be heard of it for a moment.
  publisher.plan('channel', ...Array.from({ length: 5 }, () => ({ kind: 'unclear' as const })));
  const id = await paint(stage, { userId: 'user-2' });
  await stage.clock.pass(2 * MINUTE);

  expect(await states(stage, id)).toEqual(['delivered']);
});
