import { expect, test } from 'vitest';

import type { AuditPage } from '../../../src/app/budget/audit-log.ts';
import { AUDIT_HEAD, auditLine } from '../../../src/discord/render/export/audit-csv.ts';
import type { AuditEntry, AuditFilter } from '../../../src/ports/store/rulebook.ts';
import { describeAudit } from '../../../src/wording/en/budget/audit.ts';
import { arranged } from '../../arranged.ts';
import { collect } from '../../contract/samples.ts';
import { readCsv } from '../../discord/render/read-csv.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';
import { setMoneyStage } from './money-stage.ts';
import type { MoneyStage } from './money-stage.ts';

const OTHER = '100000000000000077';
const HOUR = 3_600_000;

async function pageOf(stage: MoneyStage, page: number, filter: AuditFilter = {}): Promise<AuditPage> {
  const outcome = await stage.app.auditLog.page(stage.moderator(), page, filter);
  if ('refused' in outcome) throw new Error(outcome.refused.kind);
  return outcome;
}

/** Twenty changes of the cap, then a pause by another moderator. */
async function changeOften(stage: MoneyStage): Promise<void> {
  for (let dollars = 1; dollars <= 20; dollars += 1) {
    arranged(await stage.app.budget.set(stage.moderator(), { cap: dollars * 1_000_000 }, null));
    await stage.clock.pass(1_000);
  }
  arranged(await stage.app.budget.pause(stage.moderator({ userId: OTHER }), true, 'too fast'));
}

test('the pages of the log hold every change once, the newest first', async () => {
  const stage = setMoneyStage();
  await changeOften(stage);
  const pages = await Promise.all([1, 2, 3].map(async (page) => pageOf(stage, page)));

  expect(pages.map(({ page, pages: of, total }) => [page, of, total])).toEqual([
    [1, 3, 21],
    [2, 3, 21],
    [3, 3, 21],
  ]);
  const caps = pages
    .flatMap(({ entries }) => entries)
    .map(({ action, after }) => (action === 'pause' ? 'pause' : JSON.stringify(after)));
  expect(caps).toEqual(['pause', ...Array.from({ length: 20 }, (_, n) => `{"cap":${(20 - n) * 1_000_000}}`)]);
  expect(await pageOf(stage, 99)).toMatchObject({ page: 3 });
});

test('the log is filtered by person, also where something was changed for them, and by kind', async () => {
  const stage = setMoneyStage();
  await changeOften(stage);
  arranged(await stage.app.budget.limit(stage.moderator(), { kind: 'member', id: OTHER }, { cap: 5 }, null));

  expect((await pageOf(stage, 1, { person: OTHER })).entries.map(({ action }) => action)).toEqual(['member', 'pause']);
  expect(await pageOf(stage, 3, { action: 'set' })).toMatchObject({ total: 20, page: 3, pages: 3 });
  expect(await pageOf(stage, 1, { action: 'grant' })).toMatchObject({ total: 0, entries: [], pages: 1 });
  expect(await stage.app.auditLog.actions(stage.moderator())).toEqual({ actions: ['member', 'pause', 'set'] });
});

test('the file holds the whole log in full, the oldest first', async () => {
  const stage = setMoneyStage();
  await changeOften(stage);
  const reason = `=1+1 ${'long '.repeat(39)}`.trim();
  arranged(await stage.app.budget.pause(stage.moderator(), false, reason));
  const file = await stage.app.auditLog.file(stage.moderator(), {});
  if ('refused' in file) throw new Error(file.refused.kind);
  const lines = (await collect(file.entries)).map((entry) => auditLine(entry, file.defaultCap));
  const records = readCsv([AUDIT_HEAD, ...lines].join(''));

  expect(records).toHaveLength(22);
  expect(file.total).toBe(22);
  expect(records[0]).toMatchObject({
    by: expect.stringMatching(/^u\d+$/),
    action: 'set',
    about: '',
    change: 'cap $5.00 (the default) → $1.00',
    reason: '',
  });
  expect(records.at(-1)).toMatchObject({ change: 'paused yes → no', reason: `'${reason}` });
});

test('nobody but moderators reads the log', async () => {
  const { app, member } = setMoneyStage();
  const refused = { refused: { kind: 'not-a-moderator' } };
  expect([
    await app.auditLog.page(member(), 1, {}),
    await app.auditLog.file(member(), {}),
    await app.auditLog.actions(member()),
  ]).toEqual([refused, refused, refused]);
});

test('a page always fits into one message, tells the pages, and gives the end of a raise with its time', async () => {
  const stage = setMoneyStage();
  const until = stage.clock.now() + HOUR;
  arranged(await stage.app.budget.grant(stage.moderator(), 1_000_000, until, null));
  expect(describeAudit(await pageOf(stage, 1))).toContain(`raise until <t:${Math.ceil(until / 1000)}:f> none → $1.00`);

  for (let count = 10; count < 30; count += 1) {
    const channel = `4000000000000000${count}`;
    arranged(await stage.app.budget.channel(stage.moderator(), { channelId: channel, isAllowed: true }));
    arranged(await stage.app.budget.pause(stage.moderator(), count % 2 === 0, '*'.repeat(200)));
  }
  for (const page of [1, 2, 3]) {
    const words = describeAudit(await pageOf(stage, page));
    expect(words.length).toBeLessThanOrEqual(2_000);
    expect(words.split('\n')).toHaveLength(9);
    expect(words).toContain(`Page ${page} of 6 (41 changes). \`page:${page + 1}\` shows older ones`);
  }
});

test('a command that changes nothing writes nothing into the log, and says so', async () => {
  const stage = setMoneyStage();
  const { budget } = stage.app;
  const channel = '400000000000000001';
  const role = '600000000000000001';
  const both = async (): Promise<unknown[]> => [
    await budget.set(stage.moderator(), { cap: 2_000_000, period: { kind: 'week' } }, null),
    await budget.limit(stage.moderator(), { kind: 'member', id: OTHER }, { cap: 5, maxCount: 2 }, null),
    await budget.limit(stage.moderator(), { kind: 'role', id: role }, { maxCount: 2 }, 'again'),
    await budget.pause(stage.moderator(), true, 'again'),
    await budget.channel(stage.moderator(), { channelId: channel, isAllowed: true }),
    await budget.channel(stage.moderator(), { channelId: '400000000000000002', isAllowed: true }),
    await budget.alerts(stage.moderator(), { channelId: channel }, null),
    await budget.moderators(stage.moderator(), role),
  ];
  expect(await both()).toMatchObject(Array.from({ length: 8 }, () => ({ isChanged: true })));
  expect(await both()).toMatchObject(Array.from({ length: 8 }, () => ({ isChanged: false })));
  expect(await pageOf(stage, 1)).toMatchObject({ total: 8 });

  for (const again of [false, true]) {
    expect(await budget.limit(stage.moderator(), { kind: 'member', id: OTHER }, 'clear', null)).toMatchObject({
      isChanged: !again,
    });
    expect(await budget.pause(stage.moderator(), false, null)).toMatchObject({ isChanged: !again });
    expect(await budget.alerts(stage.moderator(), 'off', null)).toMatchObject({ isChanged: !again });
    expect(await budget.moderators(stage.moderator(), null)).toMatchObject({ isChanged: !again });
    expect(await budget.channel(stage.moderator(), { channelId: channel, isAllowed: false })).toMatchObject({
      isChanged: !again,
    });
  }
  expect(await pageOf(stage, 1)).toMatchObject({ total: 13 });
});

test.each([499, 500, 501, 1_000])(
  'a file of %i lines holds each once, in order, however many readings that takes',
  async (count) => {
    const store = createMemoryStore();
    const line = (n: number): AuditEntry => ({
      at: n,
      actorId: OTHER,
      action: 'set',
      targetId: null,
      before: {},
      after: {},
      reason: null,
    });
    const readings: unknown[] = [];
    const audit: typeof store.rulebook.audit = async (guildId, limit, page) => {
      readings.push([guildId, limit, page]);
      return Array.from({ length: count }, (_, n) => line(n)).slice(page?.skip ?? 0, (page?.skip ?? 0) + limit);
    };
    const stage = setMoneyStage({ ...store, rulebook: { ...store.rulebook, audit } });
    const file = arranged(await stage.app.auditLog.file(stage.moderator(), { person: OTHER }));
    expect((await collect(file.entries)).map(({ at }) => at)).toEqual(Array.from({ length: count }, (_, n) => n));
    expect(readings).toEqual(
      Array.from({ length: Math.floor(count / 500) + 1 }, (_, n) => [
        '300000000000000001',
        500,
        { person: OTHER, skip: 500 * n, isOldestFirst: true },
      ]),
    );
  },
);

test('there is no log outside of servers', async () => {
  const { app, moderator } = setMoneyStage();
  const outside = moderator({ wallet: { scope: 'direct', id: '300000000000000001' } });
  const refused = { refused: { kind: 'server-only' } };
  expect([
    await app.auditLog.page(outside, 1, {}),
    await app.auditLog.file(outside, {}),
    await app.auditLog.actions(outside),
  ]).toEqual([refused, refused, refused]);
});

test('what a budget was before moderators set one is the default, under the operator’s ceiling for the server', async () => {
  const ceilings = {
    defaultGuild: 5_000_000,
    maxGuild: 100_000_000,
    perGuild: new Map([['300000000000000001', 2_000_000]]),
    total: 250_000_000,
    direct: 0,
  };
  for (const [deps, defaultCap] of [
    [{}, 5_000_000],
    [{ ceilings }, 2_000_000],
  ] as const) {
    const stage = setMoneyStage(deps);
    expect(await pageOf(stage, 1)).toMatchObject({ entries: [], page: 1, pages: 1, total: 0, defaultCap });
    expect(await stage.app.auditLog.file(stage.moderator(), {})).toMatchObject({ total: 0, defaultCap });
  }
});

test.each([
  [8, 1],
  [9, 2],
])('%i changes take %i pages', async (changes, pages) => {
  const stage = setMoneyStage();
  for (let cap = 1; cap <= changes; cap += 1) arranged(await stage.app.budget.set(stage.moderator(), { cap }, null));
  expect(await pageOf(stage, 1)).toMatchObject({ entries: { length: 8 }, pages });
});
