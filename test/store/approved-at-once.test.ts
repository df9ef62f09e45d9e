import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { migrate } from '../../src/store/database/migrate.ts';
import type { Tables } from '../../src/store/database/schema.ts';
import type { Database } from '../../src/store/database/transaction.ts';
import { openStore } from '../../src/store/open-store.ts';
import { openSqlite } from '../../src/store/sqlite/connection.ts';
import { createSqliteDialect } from '../../src/store/sqlite/dialect.ts';
import { kept } from '../contract/records/approvals.contract.ts';

const { guildId: GUILD, lifts: _, ...request } = kept();
const [CUT_OFF, ASKED] = ['100000000000000001', '100000000000000002'] as const;

let folder = '';
let db: Database;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'migration-'));
  db = new Kysely<Tables>({ dialect: createSqliteDialect(openSqlite(join(folder, 'krea.db'))) });
  await migrate(db, '0010-uncopied-pictures');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** A request as the version before kept it: with one limit. */
async function keep(id: string, state: 'asked' | 'approved'): Promise<void> {
  const decided =
    state === 'approved'
      ? { decided_by: 'moderator-1', decided_at: 20, is_raise: 1 }
      : { decided_by: null, decided_at: null, is_raise: 0 };
  const old = JSON.stringify({ ...request, id, guildId: GUILD, lift: 'member-cap' });
  await db
    .insertInto('approval')
    .values({
      id,
      guild_id: GUILD,
      user_id: request.userId,
      request: old,
      state,
      asked_at: 10,
      expires_at: 100,
      ...decided,
      reason: null,
      told: null,
    })
    .execute();
  await db
    .insertInto('card')
    .values({
      kind: 'approval',
      id,
      guild_id: GUILD,
      content: '{}',
      status: 'posted',
      channel_id: 'c',
      message_id: 'm',
      detail: null,
      created_at: 10,
      started_at: 10,
      changes: 0,
      shown: 0,
    })
    .execute();
}

async function log(interaction: string, action: string, target: string | null, reason: string | null): Promise<void> {
  const line = {
    interaction_id: interaction,
    action,
    guild_id: GUILD,
    actor_id: 'moderator-1',
    target_id: target,
    before: '{}',
    after: '{}',
    reason,
    at: 20,
  };
  await db.insertInto('audit').values(line).execute();
}

test('requests of the version before can be read, and what it approved and never opened waits again', async () => {
  await keep(CUT_OFF, 'approved');
  await keep(ASKED, 'asked');
  await db.destroy();
  const store = await openStore(`sqlite:${join(folder, 'krea.db')}`);
  expect(await store.approvals.find(ASKED)).toMatchObject({ state: 'asked', lifts: ['member-cap'] });
  expect(await store.approvals.find(CUT_OFF)).toMatchObject({ state: 'asked', lifts: ['member-cap'], decision: null });
  expect(await store.rulebook.newestOf(GUILD, 'take back approval', CUT_OFF)).toMatchObject({
    actorId: 'moderator-1',
    before: { state: 'approved' },
    after: { state: 'asked' },
  });
  expect(await store.cardBox.behind()).toEqual([{ kind: 'approval', id: CUT_OFF }]);
  await store.close();
});

test('raises that were made for requests are told from those of alerts and of moderators', async () => {
  await log('1', 'raise', CUT_OFF, `approved request ${CUT_OFF}`);
  await log('2', 'grant', ASKED, `approved request ${ASKED}`);
  await log('3', 'raise', ASKED, 'from an alert');
  await log('4', 'grant', null, 'approved request');
  await db.destroy();
  const store = await openStore(`sqlite:${join(folder, 'krea.db')}`);
  const lines = await store.rulebook.audit(GUILD, 9);
  expect(lines.map(({ action, targetId }) => [action, targetId])).toEqual([
    ['grant', null],
    ['raise', ASKED],
    ['raise for request', ASKED],
    ['raise for request', CUT_OFF],
  ]);
  await store.close();
});
