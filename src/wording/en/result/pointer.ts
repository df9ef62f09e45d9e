import { formatUsd } from '../../../core/money/money.ts';
import { chargedFor, heldFor, isPaid } from '../../../core/picture/generation.ts';
import type { Generation } from '../../../core/picture/generation.ts';
import { counted, listed } from '../names.ts';

/** Where a result went that could not be shown in its reply. */
export type PointerTarget = { rung: 'channel' | 'direct'; channelId: string; messageId: string } | 'kept';

/** Tells where a result went. */
export function describePointer(
  generation: Pick<Generation, 'id' | 'place' | 'pictures' | 'price'>,
  target: PointerTarget,
): string {
  if (target === 'kept') return describeKept(generation);
  const room = target.rung === 'direct' ? '@me' : (generation.place.guildId ?? '@me');
  const link = `https://discord.com/channels/${room}/${target.channelId}/${target.messageId}`;
  return target.rung === 'direct' ? `Sent to you as a direct message: ${link}` : `Posted below: ${link}`;
}

/** Tells of pictures of a batch that came late and could be shown nowhere; `late` holds no others. */
export function describeLateKept(late: Pick<Generation, 'id' | 'pictures' | 'price'>): string {
  const paid = late.pictures.filter(({ state }) => isPaid(state));
  if (paid.length === 0)
    return `The rest of this request ended without a picture. ${moneyWords(late)} You can request it again.`;
  const which = `${paid.length === 1 ? 'Picture' : 'Pictures'} ${listed(paid.map(({ index }) => index))}`;
  return (
    `${which} came late, and Discord wouldn’t let me show ${paid.length === 1 ? 'it' : 'them'}. ` +
    `${moneyWords(late)} Use \`/krea-show id:${late.id}\` to see ${paid.length === 1 ? 'it' : 'them'} any time.`
  );
}

function describeKept(generation: Pick<Generation, 'id' | 'pictures' | 'price'>): string {
  const paid = generation.pictures.filter(({ state }) => isPaid(state));
  if (paid.length === 0)
    return `This request ended without a picture. ${moneyWords(generation)} You can request it again.`;
  const what = paid.length === 1 ? 'Your picture is' : `Your ${counted(paid.length, 'picture')} are`;
  return (
    `${what} safe, but Discord wouldn’t let me show ${paid.length === 1 ? 'it' : 'them'}. ` +
    `${moneyWords(generation)} Use \`/krea-show id:${generation.id}\` to see ` +
    `${paid.length === 1 ? 'it' : 'them'} any time.`
  );
}

function moneyWords(generation: Pick<Generation, 'pictures' | 'price'>): string {
  const [charged, held] = [chargedFor(generation), heldFor(generation)];
  const open = held === 0 ? '' : ` ${formatUsd(held)} stays reserved until it’s clear whether the rest was painted.`;
  return `${charged === 0 ? 'Not charged.' : `Charged ${formatUsd(charged)}.`}${open}`;
}
