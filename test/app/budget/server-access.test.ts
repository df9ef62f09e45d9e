import { describe, expect, test } from 'vitest';

import type { World } from '../../../src/app/world.ts';
import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import type { Visitor } from '../../../src/core/rules/visitor.ts';
import { NO_METER } from '../../../src/ports/meter.ts';
import { arranged } from '../../arranged.ts';
import { createFakeDirectory } from '../../fakes/fake-directory.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';
import { askOn } from '../moderation/approval-stage.ts';
import { setMoneyStage } from './money-stage.ts';
import type { MoneyStage } from './money-stage.ts';

const GUILD = '300000000000000001';
const OPERATOR = '100000000000000005';
const STRANGER = '100000000000000006';
const ORDER = {
  verb: 'create',
  parent: null,
  request: { ...REQUEST_DEFAULTS, prompt: 'a heron', seed: 7 },
  count: 1,
  isPrivate: false,
  isSpoiler: false,
} as const;

/** A server of a stranger, and a Discord that a test can change. */
function setScene(deps: Partial<World> = {}) {
  const told = { operators: new Set([OPERATOR]), owner: STRANGER as string | null, isAway: false, questions: 0 };
  async function answer<Value>(value: () => Value): Promise<Value> {
    told.questions += 1;
    if (told.isAway) throw new Error('Discord does not answer');
    return value();
  }
  const directory = createFakeDirectory({
    operators: async () => answer(() => new Set(told.operators)),
    ownerOf: async () => answer(() => told.owner),
  });
  const waits: string[] = [];
  const stage = setMoneyStage({
    directory,
    allowedGuilds: new Set(),
    meter: { ...NO_METER, serverWaits: (id) => void waits.push(id) },
    ...deps,
  });
  return { ...stage, told, waits };
}

/** What somebody is told who asks for a picture: `started`, or why not. */
async function ask(
  stage: Pick<MoneyStage, 'app' | 'member' | 'clock'>,
  visitor: Visitor = stage.member(),
): Promise<string> {
  const outcome = await stage.app.generate(visitor, ORDER);
  await stage.clock.settle();
  if (outcome === 'duplicate') return outcome;
  return 'refused' in outcome ? outcome.refused.kind : 'started';
}

describe('a server may spend', () => {
  test('when its owner runs the bot', async () => {
    const scene = setScene();
    scene.told.owner = OPERATOR;
    expect(await ask(scene)).toBe('started');
  });

  test.each([
    ['when the settings name it', new Set([GUILD]), 'started'],
    ['when the settings name all', 'all' as const, 'started'],
    ['not when the settings name another one', new Set(['300000000000000009']), 'server-waits'],
  ])('%s', async (_, allowedGuilds, expected) => {
    expect(await ask(setScene({ allowedGuilds }))).toBe(expected);
  });

  test('when somebody who runs the bot pressed the button there, until it is taken back', async () => {
    const scene = setScene();
    const operator = scene.member({ userId: OPERATOR });
    await scene.app.setup.fix(operator, GUILD, 'allow');
    expect(await ask(scene)).toBe('started');

    await scene.app.setup.fix(scene.member({ userId: OPERATOR }), GUILD, 'disallow');
    expect(await ask(scene)).toBe('server-waits');
    expect((await scene.store.rulebook.audit(GUILD, 9)).map(({ action, actorId }) => [action, actorId])).toEqual([
      ['disallow server', OPERATOR],
      ['allow server', OPERATOR],
    ]);
  });
});

describe('a server of strangers', () => {
  test('spends nothing, and holds nothing', async () => {
    const scene = setScene();
    expect(await ask(scene)).toBe('server-waits');
    expect(scene.api.jobs()).toEqual([]);
    expect((await scene.store.budgets.balance('operator', 'all', 'month:2026-11-01@UTC')).held).toBe(0);
  });

  test('is refused before any file is fetched', async () => {
    const scene = setScene();
    expect(await scene.app.judge(scene.member(), ORDER)).toEqual({ refused: { kind: 'server-waits' } });
  });

  test('spends nothing however its moderators set budgets, raise them and approve', async () => {
    const scene = setScene();
    await scene.app.budget.set(scene.moderator(), { cap: 50_000_000 }, null);
    await scene.app.budget.grant(scene.moderator(), 1_000_000, scene.clock.now() + 60_000, null);
    expect(await ask(scene)).toBe('server-waits');
  });

  test('is named in the log once and counted each time', async () => {
    const scene = setScene();
    await ask(scene);
    await ask(scene);
    expect(scene.warnings.filter((line) => line.includes('nobody has allowed to spend'))).toHaveLength(1);
    expect(scene.waits).toEqual([GUILD, GUILD]);
  });

  test('cannot be allowed by its own moderators, nor by whoever forges the button', async () => {
    const scene = setScene();
    for (const visitor of [scene.moderator(), scene.moderator({ userId: STRANGER }), scene.member()]) {
      expect(await scene.app.setup.fix(visitor, GUILD, 'allow')).toEqual({ refused: { kind: 'operator-only' } });
    }
    expect(await ask(scene)).toBe('server-waits');
  });

  test('shows in /krea-setup what it waits for, and the button only to those who run the bot', async () => {
    const scene = setScene();
    expect(await scene.app.setup.check(scene.moderator())).toMatchObject({
      leave: { access: 'waiting' },
      isOperator: false,
    });
    expect(await scene.app.setup.check(scene.member({ userId: OPERATOR }))).toMatchObject({
      leave: { access: 'waiting' },
      isOperator: true,
    });
  });

  test('tells in the wallet that nothing can be asked for', async () => {
    const scene = setScene();
    expect(await scene.app.memberWallet(scene.member())).toMatchObject({ server: { access: 'waiting' } });
  });
});

describe('what was allowed before', () => {
  test('stays allowed when its owner is lost while Discord does not answer', async () => {
    const scene = setScene();
    scene.told.owner = OPERATOR;
    expect(await ask(scene)).toBe('started');
    scene.told.isAway = true;
    await scene.clock.pass(60 * 60_000);
    expect(await ask(scene)).toBe('started');
  });

  test('ends within ten minutes when the server gets another owner', async () => {
    const scene = setScene();
    scene.told.owner = OPERATOR;
    expect(await ask(scene)).toBe('started');
    scene.told.owner = STRANGER;
    await scene.clock.pass(10 * 60_000);
    expect(await ask(scene)).toBe('server-waits');
  });

  test('begins within a minute when the owner joins the team', async () => {
    const scene = setScene();
    expect(await ask(scene)).toBe('server-waits');
    scene.told.operators.add(STRANGER);
    await scene.clock.pass(60_000);
    expect(await ask(scene)).toBe('started');
  });
});

test('what was allowed ends when Discord has not told for a day whose the server is', async () => {
  const scene = setScene();
  scene.told.owner = OPERATOR;
  expect(await ask(scene)).toBe('started');
  scene.told.isAway = true;
  await scene.clock.pass(24 * 60 * 60_000 - 1);
  expect(await ask(scene)).toBe('started');
  await scene.clock.pass(1);
  expect(await ask(scene)).toBe('operator-unknown');
});

test('a server without an owner that Discord names belongs to nobody', async () => {
  const scene = setScene();
  scene.told.owner = null;
  expect(await ask(scene)).toBe('server-waits');
});

test('who joins the team runs the bot within a minute, and who leaves it not for longer than ten', async () => {
  const scene = setScene();
  const fix = async (fixed: 'allow' | 'disallow') =>
    scene.app.setup.fix(scene.member({ userId: STRANGER }), GUILD, fixed);
  const refused = { refused: { kind: 'operator-only' } };
  expect(await fix('allow')).toEqual(refused);
  scene.told.operators.add(STRANGER);
  await scene.clock.pass(59_999);
  expect(await fix('allow')).toEqual(refused);
  await scene.clock.pass(1);
  expect(await fix('allow')).not.toHaveProperty('refused');
  scene.told.operators.delete(STRANGER);
  await scene.clock.pass(10 * 60_000 - 1);
  expect(await fix('disallow')).not.toHaveProperty('refused');
  await scene.clock.pass(1);
  expect(await fix('allow')).toEqual(refused);
});

test('a yes is not asked for again within ten minutes, a no not within one', async () => {
  const scene = setScene();
  expect(await ask(scene)).toBe('server-waits');
  await scene.clock.pass(59_999);
  expect(await ask(scene)).toBe('server-waits');
  expect(scene.told.questions).toBe(2);
  await scene.clock.pass(1);
  scene.told.owner = OPERATOR;
  expect(await ask(scene)).toBe('started');
  expect(scene.told.questions).toBe(4);
  await scene.clock.pass(10 * 60_000 - 1);
  expect(await ask(scene)).toBe('started');
  expect(scene.told.questions).toBe(4);
});

test('why it is not known whose a server is stands in the log', async () => {
  const scene = setScene();
  scene.told.isAway = true;
  await ask(scene);
  expect(scene.warnings).toEqual(['it could not be learnt whose server it is']);
  expect(scene.waits).toEqual([]);
});

describe('while Discord does not tell whose a server is', () => {
  test('nothing is spent, and it is asked again the next time', async () => {
    const scene = setScene();
    scene.told.owner = OPERATOR;
    scene.told.isAway = true;
    expect(await ask(scene)).toBe('operator-unknown');
    scene.told.isAway = false;
    expect(await ask(scene)).toBe('started');
  });

  test('who runs the bot cannot be told from others, so nobody allows anything', async () => {
    const scene = setScene();
    scene.told.isAway = true;
    expect(await scene.app.setup.fix(scene.moderator({ userId: OPERATOR }), GUILD, 'allow')).toEqual({
      refused: { kind: 'operator-only' },
    });
  });
});

test('many requests at once ask Discord once', async () => {
  const scene = setScene();
  scene.told.owner = OPERATOR;
  await Promise.all(Array.from({ length: 20 }, async () => ask(scene)));
  expect(scene.told.questions).toBe(2);
});

test('outside of servers the wallet for direct messages decides, and nobody is asked', async () => {
  const scene = setScene();
  expect(await ask(scene, scene.member({ wallet: { scope: 'direct', id: STRANGER } }))).toBe('direct-wallet-closed');
  expect(scene.told.questions).toBe(0);
});

test('strangers cannot fill the memory with names of servers: ten thousand stand in the log, each is counted and refused', async () => {
  const scene = setScene();
  const outcomes = new Set<string>();
  for (let n = 0; n <= 10_000; n += 1) {
    const id = String(10n ** 17n + BigInt(n));
    const judged = await scene.app.judge(
      scene.member({ wallet: { scope: 'guild', id }, place: { guildId: id, channelId: '400000000000000001' } }),
      ORDER,
    );
    outcomes.add(JSON.stringify(judged));
  }
  expect(scene.warnings.filter((line) => line.includes('nobody has allowed to spend'))).toHaveLength(10_000);
  expect([scene.waits.length, ...outcomes]).toEqual([10_001, '{"refused":{"kind":"server-waits"}}']);
});

test('a server that is no longer let spend at the very moment of an approval spends nothing', async () => {
  const store = createMemoryStore();
  let between: (() => Promise<unknown>) | undefined;
  const journal = {
    ...store.journal,
    openApproved: (async (...given) => {
      await between?.();
      return store.journal.openApproved(...given);
    }) satisfies typeof store.journal.openApproved,
  };
  const scene = setScene({ ...store, journal });
  const operator = async (fix: 'allow' | 'disallow') =>
    arranged(await scene.app.setup.fix(scene.member({ userId: OPERATOR }), GUILD, fix));
  await operator('allow');
  arranged(await scene.app.budget.set(scene.moderator(), { cap: 20_000 }, null));
  arranged(await scene.app.budget.alerts(scene.moderator(), { channelId: '400000000000000002' }, null));
  const id = await askOn(scene);
  between = async () => operator('disallow');
  expect(await scene.app.approvals.approve(scene.moderator(), id, false)).toEqual({
    refused: { kind: 'server-waits' },
  });
  await scene.clock.settle();
  expect([scene.api.submissions, await store.ledger.balances()]).toEqual([[], []]);
});
