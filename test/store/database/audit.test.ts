import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { expect, test } from 'vitest';

import { openStore } from '../../../src/store/open-store.ts';

test('what another version wrote into the audit is told as another change, and is found as one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'audit-'));
  const path = join(folder, 'krea.db');
  const { rulebook, close } = await openStore(`sqlite:${path}`);
  const file = new DatabaseSync(path);
  for (const [at, action] of ['set', 'teleport', 'adjourn'].entries()) {
    file
      .prepare(
        'insert into audit (interaction_id, action, guild_id, actor_id, before, after, at) ' +
          "values ('1', ?, 'guild-1', 'user-9', '{}', '{}', ?)",
      )
      .run(action, at);
  }
  file.close();

  expect((await rulebook.audit('guild-1', 9)).map(({ action, at }) => [action, at])).toEqual([
    ['other', 2],
    ['other', 1],
    ['set', 0],
  ]);
  expect(await rulebook.auditActions('guild-1')).toEqual(['other', 'set']);
  expect(await rulebook.auditSize('guild-1', { action: 'other' })).toBe(2);
  expect(await rulebook.auditSize('guild-1', { action: 'set' })).toBe(1);
  await close();
  await rm(folder, { recursive: true });
});
