import type { Cap, MemberWallet } from '../../../app/budget/member-wallet.ts';
import { formatUsd } from '../../../core/money/money.ts';
import { TIERS } from '../../../core/picture/price.ts';
import type { Tier } from '../../../core/picture/price.ts';
import type { Access } from '../../../core/rules/admission.ts';
import { fromNow } from '../../format/figures.ts';
import { listed, VARIANT_NAMES } from '../names.ts';
import { describeReset } from './budget.ts';
import { limitsInLine, PRECEDENCE } from './limits.ts';

const ACCESS_WORDS: Record<Access, string[]> = {
  open: [],
  waiting: ['**No pictures yet:** this server is waiting for the bot’s operator to allow it.'],
  unknown: [
    '**No pictures right now:** I couldn’t check with Discord whether this server is allowed. Try again in a minute.',
  ],
};
const SHOWN_KEPT = 3;
const TIER_HEADS: Record<Tier, string> = { text: 'text', references: '+ style', moodboard: '+ mood' };

/**
 * What a member has left and why, what they spent, when it starts again, and what each kind of picture costs. At most
 * 2,000 characters.
 */
export function describeMemberWallet(wallet: MemberWallet): string {
  const { binding, caps, balance, period, server } = wallet;
  // What the operator's limit leaves is shown only where it is what stops the member.
  const others = caps.filter((cap) => cap !== binding && cap.whose.kind !== 'operator');
  const lines = [
    ...(server === null ? [] : ACCESS_WORDS[server.access]),
    ...(server?.rules.isPaused === true
      ? ['**Paused:** no new pictures until a moderator uses `/krea-budget resume`.']
      : []),
    `You have **${formatUsd(binding.left)}** left to spend here, under ${capWords(binding)}.`,
    ...others.map((cap) => `- ${capitalised(capWords(cap))}: ${formatUsd(cap.left)} left.`),
    `You’ve spent **${formatUsd(balance.spent)}** this ` +
      `period${server === null ? '' : ` (${describeReset(server.rules.period)})`}${reservedWords(balance.held)}.`,
    ...(balance.carried > 0 ? [`Carried over from before a change: ${formatUsd(balance.carried)}.`] : []),
    resetWords(binding, period.endsAt),
    ...limitLines(wallet),
    ...keptLines(wallet.kept),
    '',
    ...priceTable(wallet.prices),
  ];
  return lines.join('\n');
}

/** Paid pictures that could be shown nowhere: this is where people look for what became of their money. */
function keptLines(kept: readonly string[]): string[] {
  return kept.slice(0, SHOWN_KEPT).map((id) => `Paid for but not shown yet: \`/krea-show id:${id}\`.`);
}

function capWords({ whose, cap }: Cap): string {
  switch (whose.kind) {
    case 'member':
      return `your own limit of ${formatUsd(cap)}`;
    case 'role':
      return `the ${formatUsd(cap)} limit of <@&${whose.roleId}>`;
    case 'everyone':
      return `the ${formatUsd(cap)} limit for everyone`;
    case 'server':
      return `this server’s budget of ${formatUsd(cap)}`;
    case 'direct':
      return `your direct-message budget of ${formatUsd(cap)}`;
    case 'ceiling':
      return `the operator’s cap of ${formatUsd(cap)} per month for this server`;
    case 'operator':
      // How much the bot may spend over all servers is not for everyone to know.
      return 'the bot’s own limit across all servers';
  }
}

function reservedWords(held: number): string {
  return held === 0 ? '' : `, with **${formatUsd(held)}** reserved for pictures in progress`;
}

/** The server's period ends for the member's own spending too; the operator's may be another one. */
function resetWords({ period, whose }: Cap, ownEnd: number | null): string {
  if (period.endsAt === null) return 'It never resets.';
  const own =
    (whose.kind === 'operator' || whose.kind === 'ceiling') && ownEnd !== null && ownEnd !== period.endsAt
      ? ` Your own spending resets ${fromNow(ownEnd)}.`
      : '';
  return `It resets ${fromNow(period.endsAt)} (<t:${Math.ceil(period.endsAt / 1000)}:f>).${own}`;
}

/** What else limits them; the cap and the models stand elsewhere in the answer. */
function limitLines({ server }: MemberWallet): string[] {
  if (server === null) return [];
  const { maxCount, maxPrice, atOnce, coolDown, isExempt } = server.limits;
  if (isExempt?.value === true) return ['You’re exempt from limits; only the server’s budget applies.'];
  const words = limitsInLine({
    ...(maxCount && { maxCount: maxCount.value }),
    ...(maxPrice && { maxPrice: maxPrice.value }),
    ...(atOnce && { atOnce: atOnce.value }),
    ...(coolDown && { coolDown: coolDown.value }),
  });
  const { channels } = server.rules;
  return [
    ...(words === '' ? [] : [`${words}.`]),
    ...(channels.length === 0
      ? []
      : [
          `You can request pictures in ${listed(channels.slice(0, 10).map((id) => `<#${id}>`))}` +
            `${channels.length > 10 ? ' and more channels' : ''}.`,
        ]),
    ...(server.limits.cap === undefined && words === '' ? [] : [`-# ${PRECEDENCE}`]),
  ];
}

/** Narrow enough for a telephone. */
function priceTable(prices: MemberWallet['prices']): string[] {
  const rows = [
    ['model', ...TIERS.map((tier) => TIER_HEADS[tier])],
    ...prices.map(({ variant, prices }) => [VARIANT_NAMES[variant], ...TIERS.map((tier) => priceWords(prices[tier]))]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join(' '),
  );
  return [
    'Price per picture:',
    '```',
    ...table,
    '```',
    '-# From text only; with style references; with a moodboard (with or without references).',
  ];
}

function priceWords(price: number | undefined): string {
  return price === undefined ? '–' : formatUsd(price);
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
