import type { Wallet } from '../../../../src/core/picture/generation.ts';
import type { BillState, PanelState } from '../wire/panel.ts';
import type { BookReader, Books } from './ledger.ts';
import type { Stage } from './stage.ts';
import type { Switchboard } from './switches.ts';

const CALLS_SHOWN = 40;

/** What goes on behind the scenes, as somebody sees it from a channel. */
export async function readPanel(
  parts: { stage: Stage; books: BookReader; switchboard: Switchboard },
  userId: string,
  channelId: string,
): Promise<PanelState> {
  const { stage, books, switchboard } = parts;
  const { discord, cast, krea, calls, bot } = stage;
  const { guildId } = discord.world.channel(channelId);
  const wallet: Wallet = guildId === null ? { scope: 'direct', id: userId } : { scope: 'guild', id: guildId };
  const statuses = new Map(krea.sandbox?.jobs().map(({ id, status }) => [id, status]));
  const { budget, ledger, jobs, total } = await books.read(wallet, (remoteId) => statuses.get(remoteId) ?? null);
  return {
    bot: bot.state(),
    budget,
    budgetOf:
      cast.servers.find(({ id }) => id === guildId)?.name ??
      `${cast.people.get(userId)?.name ?? 'Somebody'}’s direct messages`,
    ledger,
    bill: krea.sandbox === null ? null : compare(krea.sandbox.bill(), total),
    jobs,
    calls: calls().slice(0, CALLS_SHOWN),
    switches: switchboard.on(channelId),
  };
}

function compare(bill: readonly { micros: number }[], { charged, held }: Books['total']): BillState {
  const amount = bill.reduce((total, { micros }) => total + micros, 0);
  const ahead = amount - charged.amount;
  // What Krea has billed and the bot has not looked at yet must still be held.
  const verdict = ahead === 0 ? 'agree' : ahead > 0 && ahead <= held ? 'catching-up' : 'differ';
  return { billed: { pictures: bill.length, amount }, charged, held, verdict };
}
