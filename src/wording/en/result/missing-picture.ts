import { formatUsd } from '../../../core/money/money.ts';
import type { Generation, Picture } from '../../../core/picture/generation.ts';
import type { ResultMessage, UnreadCause } from '../../../ports/publisher.ts';
import { listed } from '../names.ts';
import { already } from './charges.ts';
import { describeFailure } from './failure.ts';

/**
 * The pictures that a message does not show, explained in words with the money's truth; pictures with the
 * same fate share a line. Lines of a single picture carry no number. `unread` says what is the matter with
 * the files of finished ones.
 */
export function describeMissing(
  generation: Generation,
  shown: ReadonlySet<number>,
  { unread = new Map(), isChargeTold }: Pick<ResultMessage, 'unread' | 'isChargeTold'> = {},
): string[] {
  const missing = generation.pictures.filter(({ index }) => !shown.has(index));
  const groups = Map.groupBy(missing, (picture) => JSON.stringify([fateOf(picture), unread.get(picture.index)]));
  return [...groups.values()].map((pictures) => {
    const [first] = pictures;
    if (first === undefined) return '';
    const amount = `${formatUsd(generation.price.each)}${pictures.length === 1 ? '' : ' each'}${already(isChargeTold)}`;
    const words = describeFate(first, { amount, id: generation.id, cause: unread.get(first.index) });
    if (generation.pictures.length === 1) return words;
    const numbers = listed(pictures.map(({ index }) => index));
    return `**Picture${pictures.length === 1 ? '' : 's'} ${numbers}:** ${words}`;
  });
}

const UNREAD_WORDS: Record<UnreadCause, string> = {
  missing: 'Krea finished it, but its file isn’t where Krea said.',
  'not-a-picture': 'Krea finished it, but I can’t open its file.',
  'too-large': 'Krea finished it, but its file is too large for me.',
  untrusted: 'Krea finished it, but I’m not allowed to fetch its file from there.',
  unreachable: 'Krea finished it, but I can’t fetch its file right now.',
};

/** Pictures with equal keys get the same words. */
function fateOf({ state, failure, url, deliveryPart }: Picture): string {
  return JSON.stringify([state, failure, url === null, deliveryPart === null]);
}

/** It was finished while a delivery of the others began, and the next one tells of it. */
export function isToldApart(
  { state, deliveryPart }: Pick<Picture, 'state' | 'deliveryPart'>,
  cause: UnreadCause | undefined,
): boolean {
  return state === 'finished' && deliveryPart === null && cause === undefined;
}

interface Facts {
  amount: string;
  id: string;
  cause: UnreadCause | undefined;
}

function describeFate(picture: Picture, facts: Facts): string {
  const { amount } = facts;
  const { state, failure } = picture;
  switch (state) {
    case 'queued':
      return `Still waiting for its turn. ${amount} stays reserved until it is done.`;
    case 'submitting':
    case 'running':
      return `Still being painted. ${amount} stays reserved until it is done.`;
    case 'uncertain':
      return (
        `Krea’s answer got lost, so I don’t know yet whether it was painted. I’m still checking, and I ` +
        `won’t request it twice. ${amount} stays reserved until that’s clear.`
      );
    case 'failed':
      return describeFailure(failure ?? { reason: 'internal' });
    case 'cancelled':
      return failure === null ? 'Cancelled. Not charged.' : describeFailure(failure);
    case 'finished':
    case 'kept':
    case 'delivered':
      return describePaid(picture, facts);
  }
}

/** Krea bills every finished job, whatever became of its picture. */
function describePaid(picture: Picture, { amount, id, cause }: Facts): string {
  const { state, failure, url } = picture;
  if (isToldApart(picture, cause)) return 'Just finished: it’s coming in a separate message that says what it cost.';
  const charged = `Charged ${amount}.`;
  if (failure !== null) return describeFailure(failure, charged);
  if (url === null) return describeFailure({ reason: 'no-picture' }, charged);
  if (cause === 'too-large' || cause === 'not-a-picture')
    return (
      `${UNREAD_WORDS[cause]} ${charged} Try \`/krea-show id:${id}\` later; if that doesn’t help, give ` +
      `the bot’s operator the id.`
    );
  if (cause !== undefined)
    return (
      `${UNREAD_WORDS[cause]} ${charged} I’ll keep trying and send it as soon as I have it. \`/krea-show ` +
      `id:${id}\` tries right away.`
    );
  if (state === 'delivered')
    return `Finished, but not in this message. ${charged} If you miss it, use \`/krea-show id:${id}\`.`;
  return `Krea finished it, but I can’t fetch its file right now. ${charged} Try \`/krea-show id:${id}\` later.`;
}
