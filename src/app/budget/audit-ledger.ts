import { jobDifferences } from '../../core/books/job-differences.ts';
import type { JobDifference } from '../../core/books/job-differences.ts';
import { CLOCK_SKEW_MS } from '../../core/picture/lost-job.ts';
import { SUBMIT_TIMEOUT_MS } from '../../core/picture/timing.ts';
import type { ImageApi } from '../../ports/image-api.ts';
import type { AccountBalance, AccountInPeriod } from '../../ports/store/ledger-reader.ts';
import type {
  FaultyPicture,
  LedgerSnapshot,
  UnknownEnd,
  UnreadableRow,
  WrongCap,
  WrongSum,
} from '../../ports/store/ledger-snapshot.ts';

/** One account in one period, as it is printed. */
export interface ReportedAccount extends AccountBalance {
  pictures: number;
}

/** A balance that is not the sum of its entries. */
export interface Imbalance {
  kept: AccountBalance | undefined;
  summed: AccountBalance | undefined;
}

/** Everything that a look through the books shows. */
export interface LedgerReport {
  takenAt: number;
  accounts: ReportedAccount[];
  imbalances: Imbalance[];
  wrongSums: WrongSum[];
  faulty: FaultyPicture[];
  wrongCaps: WrongCap[];
  undecided: UnknownEnd[];
  unreadable: UnreadableRow[];
  /** Null when the image API was not asked. */
  jobs: { since: number; compared: number; differences: JobDifference[] } | null;
}

const MOST_FAULTS = 100;

/**
 * Prints nothing and changes nothing: looks through the books and, unless it is null, compares them with the image
 * API's list.
 */
export async function auditLedger(
  snapshot: LedgerSnapshot,
  imageApi: Pick<ImageApi, 'jobsSince'> | null,
  since: number,
): Promise<LedgerReport> {
  const [balances, totals, paid] = [await snapshot.balances(), await snapshot.totals(), await snapshot.paidPictures()];
  const pictures = new Map(paid.map((account) => [accountName(account), account.pictures]));
  return {
    takenAt: snapshot.takenAt,
    accounts: balances.map((account) => ({ ...account, pictures: pictures.get(accountName(account)) ?? 0 })),
    imbalances: imbalancesBetween(balances, totals),
    wrongSums: await snapshot.wrongSums(MOST_FAULTS),
    faulty: await snapshot.faultyPictures(MOST_FAULTS),
    wrongCaps: await snapshot.wrongCaps(MOST_FAULTS),
    undecided: await snapshot.undecided(),
    unreadable: await snapshot.unreadable(),
    jobs: imageApi === null ? null : await compareJobs(snapshot, imageApi, since),
  };
}

/**
 * Whether anything in the report is not as it must be. Undecided pictures wait for a person; they are no difference.
 */
export function hasDifferences({ imbalances, wrongSums, faulty, wrongCaps, unreadable, jobs }: LedgerReport): boolean {
  return (
    imbalances.length +
      wrongSums.length +
      faulty.length +
      wrongCaps.length +
      unreadable.length +
      (jobs?.differences.length ?? 0) >
    0
  );
}

async function compareJobs(
  snapshot: LedgerSnapshot,
  imageApi: Pick<ImageApi, 'jobsSince'>,
  since: number,
): Promise<LedgerReport['jobs']> {
  const jobs = await imageApi.jobsSince(since);
  const sent = await snapshot.sentPictures(
    // A submit from before the span may have made a job within it.
    since - SUBMIT_TIMEOUT_MS - CLOCK_SKEW_MS,
    jobs.map(({ remoteId }) => remoteId),
  );
  return {
    since,
    compared: jobs.length,
    differences: jobDifferences(sent, jobs, { since, takenAt: snapshot.takenAt }),
  };
}

function imbalancesBetween(balances: readonly AccountBalance[], totals: readonly AccountBalance[]): Imbalance[] {
  const kept = new Map(balances.map((account) => [accountName(account), account]));
  const summed = new Map(totals.map((account) => [accountName(account), account]));
  return [...new Set([...kept.keys(), ...summed.keys()])]
    .map((name) => ({ kept: kept.get(name), summed: summed.get(name) }))
    .filter(({ kept: one, summed: other }) => !isSame(one, other));
}

function isSame(one: AccountBalance | undefined, other: AccountBalance | undefined): boolean {
  return one?.spent === other?.spent && one?.held === other?.held && one?.carried === other?.carried;
}

function accountName({ scope, id, periodKey }: AccountInPeriod): string {
  return JSON.stringify([scope, id, periodKey]);
}
