import { fits } from '../../core/money/budget.ts';
import type { Admission } from '../../core/rules/admission.ts';
import type { Denied, Foreseen, Requester } from '../../ports/store/journal.ts';
import type { Database } from '../database/transaction.ts';
import { readBalance } from '../ledger/balances.ts';
import { coolDownEnd, picturesUnderWay } from './recent-requests.ts';
import { storesTooMuch } from './stored-references.ts';

/**
 * What would stand against holding that much just now, in the order in which it would be found; writes and locks
 * nothing.
 */
export async function foreseeOpening(
  db: Database,
  requester: Requester,
  admission: Admission,
  { count, total, hasFiles }: Foreseen,
): Promise<Denied | undefined> {
  const { accounts, atOnce, coolDownMs, now } = admission;
  if (atOnce !== null) {
    const underWay = await picturesUnderWay(db, requester);
    if (underWay + count > atOnce) return { kind: 'too-many-at-once', underWay };
  }
  const until = coolDownMs === null ? undefined : await coolDownEnd(db, requester, coolDownMs, now);
  if (until !== undefined) return { kind: 'cooling-down', until };
  if (hasFiles === true && (await storesTooMuch(db, requester, [{ hash: '', size: 1 }], admission)))
    return { kind: 'too-many-images' };
  for (const account of accounts) {
    if (account.cap === null) continue;
    const balance = await readBalance(db, account, account.period.key);
    if (!fits(balance, account.cap, total)) return { kind: 'refused', account, balance };
  }
  return undefined;
}
