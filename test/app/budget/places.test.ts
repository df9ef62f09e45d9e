import { describe, expect, test } from 'vitest';

import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import { NO_RULES } from '../../../src/core/rules/rules.ts';
import type { Visitor } from '../../../src/core/rules/visitor.ts';
import { arranged } from '../../arranged.ts';
import { createFakeDirectory } from '../../fakes/fake-directory.ts';
import { setMoneyStage } from './money-stage.ts';

const GUILD = '300000000000000001';
const CATEGORY = '400000000000000010';
const CHANNEL = '400000000000000011';
const THREAD = '400000000000000012';
const OTHER_CATEGORY = '400000000000000020';
const ORDER = {
  verb: 'create',
  parent: null,
  request: { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 7 },
  count: 1,
  isPrivate: false,
  isSpoiler: false,
} as const;

/** A server that allows pictures in one place, and a Discord that a test can change. */
async function setScene(allowed: string) {
  const parents = new Map([
    [THREAD, CHANNEL],
    [CHANNEL, CATEGORY],
  ]);
  const asked: string[] = [];
  const told = { isAway: false };
  const directory = createFakeDirectory({
    async parentOf(id) {
      asked.push(id);
      if (told.isAway) throw new Error('Discord does not answer');
      return parents.get(id) ?? null;
    },
  });
  const stage = setMoneyStage({ directory });
  const outcome = await stage.app.budget.channel(stage.moderator(), { channelId: allowed, isAllowed: true });
  if ('refused' in outcome) throw new Error(outcome.refused.kind);
  return {
    parents,
    asked,
    told,
    async ask(changes: Partial<Visitor>): Promise<string> {
      const answer = await stage.app.generate(stage.member(changes), ORDER);
      await stage.clock.settle();
      return answer !== 'duplicate' && 'refused' in answer ? answer.refused.kind : 'started';
    },
  };
}

const inThread = { place: { guildId: GUILD, channelId: THREAD }, isThread: true, parentChannelId: CHANNEL };
const inChannel = { place: { guildId: GUILD, channelId: CHANNEL }, parentChannelId: CATEGORY };

describe('where pictures may be asked for', () => {
  test.each([
    ['a thread that is allowed itself', THREAD, inThread],
    ['a thread of an allowed channel', CHANNEL, inThread],
    ['a thread or a forum’s post below an allowed category', CATEGORY, inThread],
    ['a thread of which Discord does not tell the channel', CATEGORY, { ...inThread, parentChannelId: null }],
    ['an allowed channel', CHANNEL, inChannel],
    ['a channel of an allowed category', CATEGORY, inChannel],
  ])('is %s', async (_, allowed, where) => {
    expect(await (await setScene(allowed)).ask(where)).toBe('started');
  });

  test.each([
    ['the channel of an allowed thread', THREAD, inChannel],
    ['a thread of another category', OTHER_CATEGORY, inThread],
  ])('is not %s', async (_, allowed, where) => {
    expect(await (await setScene(allowed)).ask(where)).toBe('wrong-channel');
  });

  test('follows a channel that is moved to another category', async () => {
    const { ask, parents } = await setScene(CATEGORY);
    expect(await ask(inThread)).toBe('started');
    parents.set(CHANNEL, OTHER_CATEGORY);
    expect(await ask(inThread)).toBe('wrong-channel');
    parents.set(CHANNEL, CATEGORY);
    expect(await ask(inThread)).toBe('started');
  });
});

test('Discord is asked for the category only where it decides', async () => {
  const { ask, asked } = await setScene(CHANNEL);
  await ask(inThread);
  await ask(inChannel);
  await ask({ place: { guildId: GUILD, channelId: OTHER_CATEGORY } });
  expect(asked).toEqual([]);
});

test('a thread counts as outside of allowed categories while Discord does not tell where it is', async () => {
  const { ask, told } = await setScene(CATEGORY);
  told.isAway = true;
  expect(await ask(inThread)).toBe('wrong-channel');
});

test('Discord is not asked again within a minute which channels of a server are deleted, and anew when the list has changed', async () => {
  const asked: unknown[] = [];
  const directory = createFakeDirectory({
    async goneOf(guildId, { channelIds }) {
      asked.push([guildId, ...channelIds]);
      return { channelIds: [OTHER_CATEGORY], roleIds: [] };
    },
  });
  const stage = setMoneyStage({ directory });
  const allow = async (...channels: string[]) => {
    const { version } = await stage.store.rulebook.read(GUILD);
    const actor = { userId: '100000000000000009', interactionId: `90000000000000000${version}` };
    arranged(
      await stage.store.rulebook.change(
        GUILD,
        version,
        { ...NO_RULES, channels },
        { actor, action: 'set', targetId: null, reason: null },
        stage.clock.now(),
      ),
    );
  };
  const refused = async () => stage.app.judge(stage.member(), { request: ORDER.request, count: 1, isPrivate: false });
  await allow(CATEGORY, OTHER_CATEGORY);
  expect(await refused()).toEqual({ refused: { kind: 'wrong-channel', channelIds: [CATEGORY] } });
  await stage.clock.pass(59_999);
  await refused();
  expect(asked).toEqual([[GUILD, CATEGORY, OTHER_CATEGORY]]);
  await stage.clock.pass(1);
  await refused();
  expect(asked).toHaveLength(2);
  await allow(CATEGORY, OTHER_CATEGORY, CHANNEL);
  expect(await refused()).toEqual({ refused: { kind: 'wrong-channel', channelIds: [CATEGORY, CHANNEL] } });
  expect(asked.at(-1)).toEqual([GUILD, CATEGORY, OTHER_CATEGORY, CHANNEL]);
});

test('a channel that is no thread is not looked up: what it stands in comes with the interaction', async () => {
  const { ask, asked } = await setScene(CATEGORY);
  expect(await ask({ place: { guildId: GUILD, channelId: CHANNEL }, parentChannelId: null })).toBe('wrong-channel');
  expect(asked).toEqual([]);
});

test('a thread of which Discord knows no channel is itself alone', async () => {
  const { ask, parents } = await setScene(CATEGORY);
  parents.clear();
  expect(await ask({ ...inThread, parentChannelId: null })).toBe('wrong-channel');
});
