import { bucketsOf } from '../../core/money/buckets.ts';
import type { MicroUsd, Spend } from '../../core/money/money.ts';
import { periodAt, startOfPeriod } from '../../core/money/period.ts';
import type { Refused } from '../../core/picture/refusal.ts';
import type { Rules } from '../../core/rules/rules.ts';
import { mayManageBudget } from '../../core/rules/visitor.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { DrawChart, SpendingReport } from '../../ports/chart.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { ExportRow, LedgerReader, UntracedRow } from '../../ports/store/ledger-reader.ts';
import type { Rulebook } from '../../ports/store/rulebook.ts';
import type { WalletReader } from './wallet.ts';

/** Everything that counts in one period, to be read once. */
export interface SpendingExport {
  periodKey: string;
  rows: AsyncIterable<ExportRow | UntracedRow>;
}

/** Where a server's money went, for its moderators. */
export interface SpendingDesk {
  /** Of the `running` period, the `previous` one, or one of `periods`; undefined when there is no previous one. */
  export(visitor: Visitor, which: string): Promise<{ export: SpendingExport | undefined } | Refused>;
  /** The keys of the periods in which anything counted, the one that began last first; without the running one. */
  periods(visitor: Visitor): Promise<{ periods: string[] } | Refused>;
  /** The chart is null when it could not be drawn: the figures are told all the same. */
  report(visitor: Visitor): Promise<{ report: SpendingReport; chart: Uint8Array | null } | Refused>;
}

export interface SpendingDeskDeps {
  ledger: Pick<
    LedgerReader,
    'periods' | 'periodEntries' | 'untraced' | 'spentByDay' | 'spentByMember' | 'spentByVariant'
  >;
  rulebook: Rulebook;
  wallet: WalletReader;
  drawChart: DrawChart;
  clock: Clock;
  log: Log;
}

/** As many as a chart has room for and one message can name. */
const TOP_MEMBERS = 10;
/** Later than anything that can be held. */
const FOR_EVER = Number.MAX_SAFE_INTEGER;

/** Builds `/krea-budget export` and `/krea-budget report`. */
export function createSpendingDesk({
  ledger,
  rulebook,
  wallet,
  drawChart,
  clock,
  log,
}: SpendingDeskDeps): SpendingDesk {
  async function rulesFor(visitor: Visitor): Promise<Rules | Refused> {
    if (visitor.wallet.scope !== 'guild') return { refused: { kind: 'server-only' } };
    const { rules } = await rulebook.read(visitor.wallet.id);
    return mayManageBudget(visitor, rules) ? rules : { refused: { kind: 'not-a-moderator' } };
  }

  async function periodsFor(visitor: Visitor): Promise<{ running: string; others: string[] } | Refused> {
    const rules = await rulesFor(visitor);
    if ('refused' in rules) return rules;
    const running = periodAt(rules.period, clock.now()).key;
    const keys = (await ledger.periods(visitor.wallet.id)).filter((key) => key !== running);
    return { running, others: keys.toSorted((a, b) => startOfPeriod(b) - startOfPeriod(a) || (a < b ? -1 : 1)) };
  }

  async function* rowsOf(guildId: string, periodKey: string): AsyncGenerator<ExportRow | UntracedRow> {
    yield* await ledger.untraced(guildId, periodKey);
    yield* ledger.periodEntries(guildId, periodKey);
  }

  async function readReport(guildId: string, rule: Rules['period']): Promise<SpendingReport> {
    const { cap, balance, period } = await wallet.read({ scope: 'guild', id: guildId });
    const now = clock.now();
    const until = period.endsAt ?? FOR_EVER;
    const stretches = bucketsOf(period, rule.zone, now);
    const boundaries = [...stretches.slice(0, 1).map(({ from }) => from), ...stretches.map(({ to }) => to)];
    const spends = await ledger.spentByDay(guildId, boundaries);
    const members = await ledger.spentByMember(guildId, period.startsAt, until, TOP_MEMBERS);
    const variants = await ledger.spentByVariant(guildId, period.startsAt, until);
    const buckets = stretches.map((stretch, index) =>
      Object.assign(stretch, spends[index] ?? { spent: 0, pictures: 0 }),
    );
    const total = sumOf(variants);
    return {
      cap,
      balance,
      period,
      rule,
      now,
      earlier: atLeastNothing(balance.spent + balance.carried - sumOf(buckets).spent),
      buckets,
      members,
      others: {
        spent: atLeastNothing(total.spent - sumOf(members).spent),
        pictures: atLeastNothing(total.pictures - sumOf(members).pictures),
      },
      variants,
      total,
    };
  }

  return {
    async export(visitor, which) {
      const found = await periodsFor(visitor);
      if ('refused' in found) return found;
      const { running, others } = found;
      const key =
        which === 'running'
          ? running
          : which === 'previous'
            ? others[0]
            : [running, ...others].find((one) => one === which);
      if (key === undefined && which !== 'previous')
        return { refused: { kind: 'invalid-option', option: 'which', rule: { kind: 'not-suggested' } } };
      return { export: key === undefined ? undefined : { periodKey: key, rows: rowsOf(visitor.wallet.id, key) } };
    },

    async periods(visitor) {
      const found = await periodsFor(visitor);
      return 'refused' in found ? found : { periods: found.others };
    },

    async report(visitor) {
      const rules = await rulesFor(visitor);
      if ('refused' in rules) return rules;
      const report = await readReport(visitor.wallet.id, rules.period);
      try {
        return { report, chart: await drawChart(report) };
      } catch (error) {
        log.error({ guildId: visitor.wallet.id, err: error }, 'chart could not be drawn');
        return { report, chart: null };
      }
    },
  };
}

function sumOf(spends: readonly Spend[]): Spend {
  return spends.reduce(
    (sum, { spent, pictures }) => ({ spent: sum.spent + spent, pictures: sum.pictures + pictures }),
    { spent: 0, pictures: 0 },
  );
}

/**
 * The figures are read one after the other: a picture that is settled in between must not make one of them negative.
 */
function atLeastNothing(amount: MicroUsd): MicroUsd {
  return Math.max(0, amount);
}
