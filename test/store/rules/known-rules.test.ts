import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { NO_RULES } from '../../../src/core/rules/rules.ts';
import type { Rules } from '../../../src/core/rules/rules.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { createKnownRules } from '../../../src/store/rules/known-rules.ts';
import { openSqlite } from '../../../src/store/sqlite/connection.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rules-'));
});
afterEach(async () => rm(folder, { recursive: true }));

const withMembers = (count: number): Rules => ({
  ...NO_RULES,
  members: Object.fromEntries(Array.from({ length: count }, (_, n) => [String(10n ** 17n + BigInt(n)), { cap: n }])),
});

test('rules are read and checked once in each version, and never told as they were before', async () => {
  const path = join(folder, 'krea.db');
  const [store, other] = [await openStore(`sqlite:${path}`), await openStore(`sqlite:${path}`)];
  const change = (version: number, cap: number) =>
    other.rulebook.change(
      'guild-1',
      version,
      { ...NO_RULES, cap },
      { actor: { userId: 'm', interactionId: `${version}` }, action: 'set', targetId: null, reason: null },
      10,
    );
  expect(await store.rulebook.read('guild-1')).toStrictEqual({ rules: NO_RULES, version: 0 });
  expect(await change(0, 1)).toBe(true);
  const first = await store.rulebook.read('guild-1');
  expect(first).toMatchObject({ rules: { cap: 1 }, version: 1 });
  expect((await store.rulebook.read('guild-1')).rules).toBe(first.rules);
  expect(await change(1, 2)).toBe(true);
  expect(await store.rulebook.read('guild-1')).toMatchObject({ rules: { cap: 2 }, version: 2 });
  await Promise.all([store.close(), other.close()]);
});

test('rules of a version before members had a maximum can still be read', async () => {
  const path = join(folder, 'krea.db');
  const store = await openStore(`sqlite:${path}`);
  const database = openSqlite(path);
  database
    .prepare("insert into guild_rules (guild_id, version, rules) values ('guild-1', 1, ?)")
    .run(JSON.stringify(withMembers(3_000)));
  database.close();
  expect(Object.keys((await store.rulebook.read('guild-1')).rules.members)).toHaveLength(3_000);
  await store.close();
});

test('what is remembered is bounded by its size; those who asked last stay', () => {
  const known = createKnownRules();
  for (let n = 0; n < 40; n += 1) {
    known.keep(`guild-${n}`, { rules: withMembers(999), version: 1 });
    known.find('guild-0', 1);
  }
  const kept = Array.from({ length: 40 }, (_, n) => n).filter((n) => known.find(`guild-${n}`, 1) !== undefined);
  expect(kept).toStrictEqual([0, ...Array.from({ length: 19 }, (_, n) => 21 + n)]);
  expect(known.find('guild-0', 2)).toBeUndefined();
  known.keep('huge', { rules: withMembers(30_000), version: 1 });
  expect(known.find('huge', 1)).toBeUndefined();
});
