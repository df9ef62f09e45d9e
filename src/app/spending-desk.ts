import { bucketsOf } from '../core/buckets.ts';
import type { MicroUsd } from '../core/money.ts';
import { periodAt } from '../core/period.ts';
import type { Period } from '../core/period.ts';
import type { Refused } from '../core/refusal.ts';
import type { Rules } from '../core/rules.ts';
import type { DrawChart, SpendingReport } from './ports/chart.ts';
import type { Clock } from './ports/clock.ts';
import type { ExportRow, LedgerReader, Spend } from './ports/ledger-reader.ts';
import type { Log } from './ports/log.ts';
import type { Rulebook } from './ports/rulebook.ts';
import { mayManageBudget } from './visitor.ts';
import type { Visitor } from './visitor.ts';
import type { WalletReader } from './wallet.ts';

export const EXPORT_PERIODS = ['running', 'previous'] as const;
export type ExportPeriod = (typeof EXPORT_PERIODS)[number];

/** Every picture held in a period, to be read once; undefined when there was no such period. */
export interface SpendingExport {
  period: Period;
  rows: AsyncIterable<ExportRow>;
}

/** Where a server's money went, for its moderators. */
export interface SpendingDesk {
  export(visitor: Visitor, which: ExportPeriod): Promise<{ export: SpendingExport | undefined } | Refused>;
  /** The chart is null when it could not be drawn: the figures are told all the same. */
  report(visitor: Visitor): Promise<{ report: SpendingReport; chart: Uint8Array | null } | Refused>;
}

export interface SpendingDeskDeps {
  ledger: Pick<LedgerReader, 'periodEntries' | 'spentByDay' | 'spentByMember' | 'spentByVariant'>;
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
export function createSpendingDesk({ ledger, rulebook, wallet, drawChart, clock, log }: SpendingDeskDeps): SpendingDesk {
  async function rulesFor(visitor: Visitor): Promise<Rules | Refused> {
    if (visitor.wallet.scope !== 'guild') return { refused: { kind: 'server-only' } };
    const { rules } = await rulebook.read(visitor.wallet.id);
    return mayManageBudget(visitor, rules) ? rules : { refused: { kind: 'not-a-moderator' } };
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
    const buckets = stretches.map((stretch, index) => Object.assign(stretch, spends[index] ?? { spent: 0, pictures: 0 }));
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
      others: { spent: atLeastNothing(total.spent - sumOf(members).spent), pictures: atLeastNothing(total.pictures - sumOf(members).pictures) },
      variants,
      total,
    };
  }

  return {
    async export(visitor, which) {
      const rules = await rulesFor(visitor);
      if ('refused' in rules) return rules;
      const running = periodAt(rules.period, clock.now());
      if (which === 'previous' && running.endsAt === null) return { export: undefined };
      const period = which === 'running' ? running : periodAt(rules.period, running.startsAt - 1);
      return { export: { period, rows: ledger.periodEntries(visitor.wallet.id, period.startsAt, period.endsAt ?? FOR_EVER) } };
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
  return spends.reduce((sum, { spent, pictures }) => ({ spent: sum.spent + spent, pictures: sum.pictures + pictures }), { spent: 0, pictures: 0 });
}

/** The figures are read one after the other: a picture that is settled in between must not make one of them negative. */
function atLeastNothing(amount: MicroUsd): MicroUsd {
  return Math.max(0, amount);
}
