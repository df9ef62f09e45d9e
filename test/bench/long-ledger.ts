import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/open-store.ts';
import { openSqlite } from '../../src/store/sqlite/connection.ts';
import { EACH, NOVEMBER } from '../contract/samples.ts';

export const MEMBERS = 500;

/**
 * A store on a file whose ledger has this many entries, all of one server in November: a hold and its settlement
 * for each picture, by five hundred members in turn, spread evenly over the month. Ids grow, as Discord's do.
 */
export async function longLedger(path: string, entries: number): Promise<Store> {
  await (await openStore(`sqlite:${path}`)).close();
  const pictures = entries / 2;
  const step = Math.floor((DECEMBER_STARTS - NOVEMBER.startsAt) / (pictures + 1));
  const database = openSqlite(path);
  database.exec(`
    pragma synchronous = off;
    pragma foreign_keys = off;
    begin;
    create temp table number as
      with recursive count(n) as (select 1 union all select n + 1 from count where n < ${pictures})
      select n, printf('old-%07d', n) as id, 'user-' || (n % ${MEMBERS}) as user,
        case n % 3 when 0 then 'medium' when 1 then 'large' else 'medium-turbo' end as variant,
        case n % 4 when 0 then 'references' else 'text' end as tier,
        ${NOVEMBER.startsAt} + n * ${step} as at
      from count;
    insert into generation (id, guild_id, channel_id, wallet_scope, wallet_id, user_id, verb, request, price_version,
        price_tier, price_each, is_private, is_spoiler, reply_application_id, reply_token, attachment_limit, created_at)
      select id, 'guild-1', 'channel-1', 'guild', 'guild-1', user, 'create', '{}', '2026-11',
        tier, ${EACH}, 0, 0, 'app-1', 'reply-token', 10485760, at from number;
    insert into picture (generation_id, picture_index, seed, state, arrived_at, wallet_scope, wallet_id, user_id, remote_id, submitting_at, running_at, finished_at, delivery_part)
      select id, 1, n, 'delivered', at, 'guild', 'guild-1', user, 'job-' || id, at, at, at, 1 from number;
    insert into generation_account (generation_id, position, scope, id, period_key)
      select id, position, scope, coalesce(account, 'guild-1/' || user), '${NOVEMBER.key}' from number,
        (select 0 as position, 'operator' as scope, 'all' as account
          union all select 1, 'guild', 'guild-1' union all select 2, 'member', null);
    insert into entry (generation_id, picture_index, kind, amount, price_version, price_tier, variant,
        wallet_scope, wallet_id, user_id, channel_id, held_at, at)
      select id, 1, kind, ${EACH}, '2026-11', tier, variant, 'guild', 'guild-1', user, 'channel-1', at, at
      from number, (select 'hold' as kind union all select 'settle');
    insert into spent_by_hour (guild_id, hour, variant, spent, pictures)
      select 'guild-1', at / 3600000, variant, count(*) * ${EACH}, count(*) from number group by 2, 3;
    insert into spent_by_member_day (guild_id, day, user_id, spent, pictures)
      select 'guild-1', at / 86400000, user, count(*) * ${EACH}, count(*) from number group by 2, 3;
    insert into balance (scope, id, period_key, spent, held, carried)
      select 'member', 'guild-1/' || user, '${NOVEMBER.key}', count(*) * ${EACH}, 0, 0 from number group by user
      union all select 'guild', 'guild-1', '${NOVEMBER.key}', ${pictures * EACH}, 0, 0
      union all select 'operator', 'all', '${NOVEMBER.key}', ${pictures * EACH}, 0, 0;
    commit;
  `);
  database.close();
  return openStore(`sqlite:${path}`);
}

const DECEMBER_STARTS = NOVEMBER.endsAt ?? Number.NaN;
