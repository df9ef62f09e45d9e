import type { MicroUsd } from './money.ts';
import type { Period } from './period.ts';

/** What counts against a cap in one period. */
export interface Balance {
  spent: MicroUsd;
  held: MicroUsd;
  /** Spent or held in an earlier period that overlapped this one, when moderators changed how periods run. */
  carried: MicroUsd;
}

/** One account that a hold counts against: it must fit into all of them at once, or is taken in none. */
export interface Account {
  /**
   * `ceiling` is what the operator lets one server spend in a calendar month: moderators decide how often their budget
   * starts again, but not how often that does. `member` is one person in one server, its id `<server>/<person>`.
   */
  scope: 'operator' | 'ceiling' | 'guild' | 'member' | 'direct';
  id: string;
  /** Null counts without limiting: a cap that is set later counts what was spent before. */
  cap: MicroUsd | null;
  /** A moderator lifted the cap for this one request: it is on record and does not limit. */
  isLifted?: true;
  period: Period;
}

/** The operator's ceilings: they stand above every moderator. */
export interface Ceilings {
  defaultGuild: MicroUsd;
  /** The most for a server that has no ceiling of its own. */
  maxGuild: MicroUsd;
  /** Ceilings of single servers, above or below the others'. */
  perGuild: ReadonlyMap<string, MicroUsd>;
  total: MicroUsd;
  direct: MicroUsd;
}

/**
 * The most that a server may spend in a calendar month, and so in any of its periods, whatever its moderators decide.
 */
export function guildCeiling(
  { maxGuild, perGuild }: Pick<Ceilings, 'maxGuild' | 'perGuild'>,
  guildId: string,
): MicroUsd {
  return perGuild.get(guildId) ?? maxGuild;
}

/** Everything that counts against a cap. */
export function usedOf({ spent, held, carried }: Balance): MicroUsd {
  return spent + held + carried;
}

/** The one comparison that decides whether money may be held; equality is allowed. */
export function fits(balance: Balance, cap: MicroUsd, amount: MicroUsd): boolean {
  return usedOf(balance) + amount <= cap;
}

/** What can still be held; never negative, also when a cap was lowered below what is spent. */
export function leftOf(balance: Balance, cap: MicroUsd): MicroUsd {
  return Math.max(0, cap - usedOf(balance));
}

/** The account of one person in one server. */
export function memberAccountId(guildId: string, userId: string): string {
  return `${guildId}/${userId}`;
}
