import { DatabaseSync } from 'node:sqlite';

import { expect, test } from 'vitest';

import { moneyOf, recorded } from '../ledger-check.ts';
import { addServer, hasPictures, openStudio } from '../studio.ts';

test('rows that cannot be read stop neither a start nor others, and who needs one is told in words', async () => {
  await using studio = await openStudio({ krea: { durationMs: 60_000 } });
  const [here, broken] = [addServer(studio, 'sound'), addServer(studio, 'broken')];
  const [lost, kept] = [
    here.member.command('krea', { prompt: 'a heron' }),
    here.newMember('kay').command('krea', { prompt: 'an egret' }),
  ];
  await studio.krea.waitFor((krea) => (krea.jobs().length === 2 ? true : undefined));
  // Killed before that is written down, it would have to look for its jobs first.
  for (const { id } of [lost, kept]) while ((await recorded(studio, id)).pictures[0]?.state !== 'running');
  await studio.bot().kill();

  const database = new DatabaseSync(studio.databasePath);
  database.prepare("update generation set request = '{' where id = ?").run(lost.id);
  database.prepare("insert into guild_rules (guild_id, version, rules) values (?, 1, '{')").run(broken.guildId);
  database.close();
  await studio.restart();
  await studio.bot().logged('a record cannot be read and is left out', lost.id);

  for (const { id } of studio.krea.jobs()) studio.krea.complete(id);
  await kept.message(hasPictures(1));
  const refused = await broken.member
    .command('krea', { prompt: 'an egret' })
    .message(({ loading, text }) => !loading && text !== '');
  expect(refused.text).toContain('I can’t read this server’s rules and budget');
  expect(await moneyOf(studio, lost.id)).toEqual(['hold']);
  const log = studio.bot().lines.filter((line) => line.includes('a record cannot be read'));
  expect(log.filter((line) => line.includes(lost.id))).toHaveLength(1);
  expect(log.filter((line) => line.includes(`"id":"${broken.guildId}"`))).toHaveLength(1);
});
