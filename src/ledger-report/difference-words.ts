import type { Imbalance } from '../app/budget/audit-ledger.ts';
import type { JobDifference, SentPicture } from '../core/books/job-differences.ts';
import type { LedgerFault } from '../core/books/ledger-fault.ts';
import type { CapFault } from '../core/money/measured-hold.ts';
import type { Spend } from '../core/money/money.ts';
import { formatUsd } from '../core/money/money.ts';
import type { PictureKey } from '../core/picture/generation.ts';
import type { FaultyPicture, UnknownEnd, UnreadableRow, WrongCap, WrongSum } from '../ports/store/ledger-snapshot.ts';

const FAULT_WORDS: Record<LedgerFault, string> = {
  'unknown-state': 'its state is none that there is',
  'not-held-once': 'it is not held exactly once',
  'in-no-account': 'it is held in no account',
  'ended-twice': 'its hold has ended more than once',
  'paid-not-settled': 'it is paid and not settled',
  'settled-not-paid': 'it is settled without being paid',
  'ended-not-released': 'it has ended unpaid and its money is still held',
  'released-not-ended': 'its money was given back although it has not ended so',
  'wrong-amount': 'its entries are not of its price',
};

/** A picture with wrong money, in one line. */
export function describeFaulty({ generationId, index, state, faults }: FaultyPicture): string {
  return `picture ${generationId}.${index} (${state}): ${faults.map((fault) => FAULT_WORDS[fault]).join('; ')}`;
}

/** A balance that is not the sum of its entries, in one line. */
export function describeImbalance({ kept, summed }: Imbalance): string {
  const account = kept ?? summed;
  const name = account === undefined ? 'an account' : `${account.scope} ${account.id}, ${account.periodKey}`;
  return `balance of ${name}: ${amounts(kept)}, and the entries come to ${amounts(summed)}`;
}

function amounts(balance: Imbalance['kept']): string {
  if (balance === undefined) return 'nothing';
  const { spent, held, carried } = balance;
  return `${formatUsd(spent)} spent, ${formatUsd(held)} held and ${formatUsd(carried)} carried over`;
}

/** A kept sum that is not that of its entries, in one line. */
export function describeWrongSum(sum: WrongSum): string {
  const what = sum.kind === 'hour' ? `${sum.variant} in the hour from` : `member ${sum.userId} on the day from`;
  return (
    `sum of server ${sum.guildId}, ${what} ${at(sum.from)}: ${spendWords(sum.kept)}, ` +
    `and the entries come to ${spendWords(sum.summed)}`
  );
}

function spendWords({ spent, pictures }: Spend): string {
  return `${formatUsd(spent)} for ${pictures} ${pictures === 1 ? 'picture' : 'pictures'}`;
}

const CAP_WORDS: Record<CapFault, string> = {
  'not-measured': 'it is not noted by which cap it was held',
  'over-cap': 'it was held over the cap',
  'without-cap': 'it was held without a cap',
  'no-approval': 'its cap was lifted, and no approval is on record',
  'cap-not-by-rules': 'its cap was higher than the rules on record allowed',
};

/** Something over its cap that nothing on record explains, in one line. */
export function describeWrongCap(wrong: WrongCap): string {
  if (wrong.kind === 'rules')
    return `rules of server ${wrong.guildId}: version ${wrong.version} is not what the audit made it`;
  const account = `${wrong.scope} ${wrong.id}, ${wrong.periodKey}`;
  if (wrong.kind === 'amount')
    return `${account}: ${formatUsd(wrong.used)} spent and held, and no hold saw more than ${formatUsd(wrong.highest)}`;
  const share = `${formatUsd(wrong.used ?? 0)} of ${wrong.cap === null ? 'no cap' : formatUsd(wrong.cap)}`;
  return `hold of ${wrong.generationId} in ${account}: ${CAP_WORDS[wrong.fault]} (${share})`;
}

/** An uncertain picture, in one line: everything that a decision takes. */
export function describeUndecided(picture: UnknownEnd): string {
  const { wallet, price, remoteId, since } = picture;
  const payer = wallet.scope === 'guild' ? `server ${wallet.id}` : `wallet of ${wallet.id}`;
  const job = remoteId === null ? 'job unknown' : `job ${remoteId}`;
  return `${pictureLabel(picture)}: ${formatUsd(price)}, ${payer}, ${job}, ${at(since)}`;
}

/** A disagreement with Krea's list, in one line. */
export function describeDifference(difference: JobDifference): string {
  switch (difference.kind) {
    case 'unknown-job': {
      const { job, mayBe } = difference;
      const whose =
        mayBe.length === 0 ? 'somebody else’s, or lost' : `may be that of ${mayBe.map(pictureLabel).join(' or ')}`;
      return `job ${job.remoteId} (${job.state}, ${at(job.createdAt)}) is not known here: ${whose}`;
    }
    case 'unlisted-job':
      return `${describePicture(difference.picture)} is not in Krea’s list`;
    case 'completed-not-settled':
      return `${describePicture(difference.picture)} is completed at Krea and not settled here`;
    case 'settled-not-completed':
      return `${describePicture(difference.picture)} is settled here and ${difference.job.state} at Krea`;
    case 'ended-not-released':
      return (
        `${describePicture(difference.picture)} has ` +
        `${difference.job.state === 'failed' ? 'failed' : 'been cancelled'} ` +
        'at Krea and its money is still held here'
      );
  }
}

/** An instant for logs and letters: "2026-11-22 10:57:00 UTC". */
export function at(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function describePicture(picture: SentPicture): string {
  const { state, remoteId, submittingAt } = picture;
  return `picture ${pictureLabel(picture)} (${state}, job ${remoteId ?? 'unknown'}, ${at(submittingAt)})`;
}

function pictureLabel({ generationId, index }: PictureKey): string {
  return `${generationId}.${index}`;
}

/** A record that the bot leaves out, since it cannot be read. */
export function describeUnreadable({ table, id }: UnreadableRow): string {
  return `${table} ${id}: it cannot be read, so the bot leaves it out; its money stays as it is`;
}
