import type { Admission } from '../core/admission.ts';
import { fits } from '../core/budget.ts';
import type { Denied, Requester } from '../app/ports/journal.ts';
import type { MicroUsd } from '../core/money.ts';
import { readBalance } from './balances.ts';
import { coolDownEnd, picturesUnderWay } from './recent-requests.ts';
import type { Database } from './transaction.ts';

/** What would stand against holding that much just now, in the order in which it would be found; writes and locks nothing. */
export async function foreseeOpening(
  db: Database,
  requester: Requester,
  { accounts, atOnce, coolDownMs, now }: Admission,
  { count, total }: { count: number; total: MicroUsd },
): Promise<Denied | undefined> {
  if (atOnce !== null) {
    const underWay = await picturesUnderWay(db, requester);
    if (underWay + count > atOnce) return { kind: 'too-many-at-once', underWay };
  }
  const until = coolDownMs === null ? undefined : await coolDownEnd(db, requester, coolDownMs, now);
  if (until !== undefined) return { kind: 'cooling-down', until };
  for (const account of accounts) {
    if (account.cap === null) continue;
    const balance = await readBalance(db, account, account.period.key);
    if (!fits(balance, account.cap, total)) return { kind: 'refused', account, balance };
  }
  return undefined;
}
