import { describe, expect, test } from 'vitest';

import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import type { Named } from '../../../src/ports/directory.ts';
import { createFakeDirectory } from '../../fakes/fake-directory.ts';
import { setMoneyStage } from './money-stage.ts';
import type { MoneyStage } from './money-stage.ts';

const GUILD = '300000000000000001';
const [LEFT, GONE, ALERTS] = ['400000000000000021', '400000000000000022', '400000000000000023'];
const [ROLE, MODERATORS] = ['500000000000000021', '500000000000000022'];
const ORDER = {
  verb: 'create',
  parent: null,
  request: { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 7 },
  count: 1,
  isPrivate: false,
  isSpoiler: false,
} as const;

/** A server and its Discord, in which a test deletes channels and roles. */
function setScene() {
  const gone = new Set<string>();
  const told = { isAway: false };
  const directory = createFakeDirectory({
    async goneOf(_guildId, { channelIds, roleIds }: Named) {
      if (told.isAway) throw new Error('Discord does not answer');
      return { channelIds: channelIds.filter((id) => gone.has(id)), roleIds: roleIds.filter((id) => gone.has(id)) };
    },
  });
  const stage = setMoneyStage({ directory });
  return {
    ...stage,
    told,
    remove: (...ids: string[]) => ids.forEach((id) => gone.add(id)),
    allow: async (channelId: string, isAllowed = true) =>
      stage.app.budget.channel(stage.moderator(), { channelId, isAllowed }),
    rules: async () => (await stage.store.rulebook.read(GUILD)).rules,
  };
}

async function refusalOf({ app, member, clock }: Pick<MoneyStage, 'app' | 'member' | 'clock'>): Promise<unknown> {
  const outcome = await app.generate(member(), ORDER);
  await clock.settle();
  return outcome !== 'duplicate' && 'refused' in outcome ? outcome.refused : 'started';
}

describe('a channel that was deleted', () => {
  test('is nowhere that people are sent to', async () => {
    const scene = setScene();
    await scene.allow(LEFT);
    await scene.allow(GONE);
    scene.remove(GONE);
    expect(await refusalOf(scene)).toEqual({ kind: 'wrong-channel', channelIds: [LEFT] });
  });

  test('leaves nowhere to send people to when it was the last one', async () => {
    const scene = setScene();
    await scene.allow(GONE);
    scene.remove(GONE);
    expect(await refusalOf(scene)).toEqual({ kind: 'wrong-channel', channelIds: [] });
  });

  test('is dropped by the next change of the list, and takes no place on it', async () => {
    const scene = setScene();
    for (let count = 1; count <= 99; count += 1) await scene.allow(`4000000000000001${String(count).padStart(2, '0')}`);
    await scene.allow(GONE);
    expect(await scene.allow(LEFT)).toMatchObject({ refused: { kind: 'invalid-option' } });
    scene.remove(GONE);
    await scene.allow(LEFT);
    const { channels } = await scene.rules();
    expect([channels.length, channels.includes(GONE), channels.includes(LEFT)]).toEqual([100, false, true]);
  });

  test('stays on the list while Discord does not tell that it is deleted', async () => {
    const scene = setScene();
    await scene.allow(GONE);
    scene.told.isAway = true;
    await scene.allow(LEFT);
    expect((await scene.rules()).channels).toEqual([GONE, LEFT]);
    expect(await refusalOf(scene)).toEqual({ kind: 'wrong-channel', channelIds: [GONE, LEFT] });
  });
});

test('pictures can be asked for everywhere again, whatever became of the channels on the list', async () => {
  const scene = setScene();
  await scene.allow(GONE);
  scene.remove(GONE);
  expect(await scene.app.budget.channel(scene.moderator(), 'everywhere')).toMatchObject({
    channels: [],
    isChanged: true,
  });
  expect(await refusalOf(scene)).toBe('started');
});

/** A server whose moderators have named everything that can be named. */
async function fill(): Promise<ReturnType<typeof setScene>> {
  const scene = setScene();
  await scene.allow(LEFT);
  await scene.allow(GONE);
  await scene.app.budget.alerts(scene.moderator(), { channelId: ALERTS, roleId: ROLE }, null);
  await scene.app.budget.moderators(scene.moderator(), MODERATORS);
  await scene.app.budget.limit(scene.moderator(), { kind: 'role', id: ROLE }, { maxCount: 1 }, null);
  return scene;
}

describe('/krea-setup', () => {
  test('names everything in the rules that was deleted', async () => {
    const scene = await fill();
    scene.remove(GONE, ALERTS, ROLE, MODERATORS);
    expect(await scene.app.setup.check(scene.moderator())).toMatchObject({
      gone: { channelIds: [GONE, ALERTS], roleIds: [MODERATORS, ROLE] },
    });
  });

  test('forgets it all at a press, and nothing else', async () => {
    const scene = await fill();
    scene.remove(GONE, ALERTS, ROLE, MODERATORS);
    await scene.app.setup.fix(scene.moderator(), GUILD, 'forget');
    expect(await scene.rules()).toMatchObject({ channels: [LEFT], moderatorRole: null, alerts: null, roles: {} });
  });

  test('keeps alerts that only have nobody to mention any more', async () => {
    const scene = await fill();
    scene.remove(ROLE);
    await scene.app.setup.fix(scene.moderator(), GUILD, 'forget');
    expect(await scene.rules()).toMatchObject({
      channels: [LEFT, GONE],
      moderatorRole: MODERATORS,
      alerts: { channelId: ALERTS, roleId: null },
      roles: {},
    });
  });

  test('forgets nothing while everything is there, or Discord does not tell', async () => {
    const scene = await fill();
    const before = await scene.rules();
    await scene.app.setup.fix(scene.moderator(), GUILD, 'forget');
    scene.remove(GONE);
    scene.told.isAway = true;
    await scene.app.setup.fix(scene.moderator(), GUILD, 'forget');
    expect(await scene.rules()).toEqual(before);
  });
});

test('what the server does not have gets into no rule', async () => {
  const scene = setScene();
  scene.remove(GONE, ROLE);
  const attempts = [
    await scene.allow(GONE),
    await scene.app.budget.alerts(scene.moderator(), { channelId: GONE }, null),
    await scene.app.budget.alerts(scene.moderator(), { channelId: LEFT, roleId: ROLE }, null),
    await scene.app.budget.moderators(scene.moderator(), ROLE),
    await scene.app.budget.limit(scene.moderator(), { kind: 'role', id: ROLE }, { maxCount: 1 }, null),
  ];
  expect(attempts.map((outcome) => ('refused' in outcome ? outcome.refused : outcome))).toEqual([
    expect.objectContaining({ kind: 'invalid-option', option: 'channel' }),
    expect.objectContaining({ kind: 'invalid-option', option: 'channel' }),
    expect.objectContaining({ kind: 'invalid-option', option: 'role' }),
    expect.objectContaining({ kind: 'invalid-option', option: 'role' }),
    expect.objectContaining({ kind: 'invalid-option', option: 'who' }),
  ]);
  expect(await scene.store.rulebook.audit(GUILD, 9)).toEqual([]);
});

test('what stands in the rules for a role or a channel that is gone can still be taken out by its name', async () => {
  const scene = await fill();
  scene.remove(ROLE, GONE);
  expect(await scene.app.budget.limit(scene.moderator(), { kind: 'role', id: ROLE }, 'clear', null)).toEqual({
    after: {},
    isChanged: true,
  });
  expect(await scene.allow(GONE, false)).toMatchObject({ channels: [LEFT], isChanged: true });
});

test('limits of a member are set without asking whether there is such a role', async () => {
  const scene = setScene();
  const { userId } = scene.member();
  scene.remove(userId);
  expect(
    await scene.app.budget.limit(scene.moderator(), { kind: 'member', id: userId }, { maxCount: 1 }, null),
  ).toHaveProperty('isChanged', true);
});
