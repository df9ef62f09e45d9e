import { describe, expect, test } from 'vitest';

import type { Visitor } from '../../../src/core/rules/visitor.ts';
import { setAppStage } from '../app-stage.ts';
import type { AppStage } from '../app-stage.ts';

const MINUTE = 60_000;
const ELSEWHERE = { guildId: 'guild-1', channelId: 'channel-2' };

async function paint(stage: AppStage, isAgeRestricted?: boolean): Promise<string> {
  const id = await stage.order({ isAgeRestricted });
  await stage.clock.pass(1_000);
  stage.api.complete('job-1');
  await stage.clock.pass(MINUTE);
  return id;
}

const REFUSED = { refused: { kind: 'age-restricted' } };

describe('a picture of an age-restricted channel', () => {
  const cases: [string, Partial<Visitor>, boolean][] = [
    ['its own channel', {}, true],
    ['another age-restricted channel', { place: ELSEWHERE, isAgeRestricted: true }, true],
    ['a channel for everybody', { place: ELSEWHERE, isAgeRestricted: false }, false],
    [
      'direct messages with the bot',
      { place: { guildId: null, channelId: 'direct-1' }, isAgeRestricted: false, isDirect: true },
      true,
    ],
    [
      'a group of several people',
      { place: { guildId: null, channelId: 'group-1' }, isAgeRestricted: false, isDirect: false },
      false,
    ],
    ['a thread of an age-restricted channel', { place: { ...ELSEWHERE, channelId: 'thread-of-restricted' } }, true],
    ['a thread of a channel for everybody', { place: { ...ELSEWHERE, channelId: 'thread-of-general' } }, false],
    ['a thread that nobody knows', { place: { ...ELSEWHERE, channelId: 'unknown' } }, false],
  ];

  test.for(cases)('is shown in %s: %s', async ([, where, isShown]) => {
    const stage = setAppStage();
    stage.restrictions.set('thread-of-restricted', true).set('thread-of-general', false);
    const id = await paint(stage, true);

    expect(await stage.app.show.show(stage.visitor(where), id)).toEqual(isShown ? { shown: true } : REFUSED);
  });

  test.for([
    [true, REFUSED],
    [false, { shown: true }],
    [undefined, { shown: true }],
  ] as const)(
    'of before that was noted, or of a thread, is judged by what Discord says now (%s)',
    async ([restriction, outcome]) => {
      const stage = setAppStage();
      if (restriction !== undefined) stage.restrictions.set('channel-1', restriction);
      const id = await paint(stage);

      expect(await stage.app.show.show(stage.visitor({ place: ELSEWHERE, isAgeRestricted: false }), id)).toEqual(
        outcome,
      );
    },
  );
});

describe('Delete', () => {
  test('on the message that was delivered takes the result away', async () => {
    const stage = setAppStage();
    const id = await paint(stage);
    const [delivery] = await stage.store.journal.deliveries(id);

    expect(await stage.app.remove.check(stage.visitor(), id, delivery?.messageId ?? '')).toMatchObject({
      allowed: true,
      isCopy: false,
    });
  });

  test('on a message that showed it once more takes that message away alone', async () => {
    const stage = setAppStage();
    const id = await paint(stage);

    expect(await stage.app.remove.check(stage.visitor(), id, 'a-public-copy')).toMatchObject({
      allowed: true,
      isCopy: true,
    });
  });
});
