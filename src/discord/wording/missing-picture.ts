import type { Generation, Picture } from '../../core/generation.ts';
import { formatUsd } from '../../core/money.ts';
import { describeFailure } from './failure.ts';
import { listed } from './names.ts';

/**
 * The pictures that a message does not show, explained in words with the money's truth; pictures with the
 * same fate share a line. Lines of a single picture carry no number.
 */
export function describeMissing(generation: Generation, shown: ReadonlySet<number>): string[] {
  const missing = generation.pictures.filter(({ index }) => !shown.has(index));
  const groups = Map.groupBy(missing, fateOf);
  return [...groups.values()].map((pictures) => {
    const [first] = pictures;
    if (first === undefined) return '';
    const amount = `${formatUsd(generation.price.each)}${pictures.length === 1 ? '' : ' each'}`;
    const words = describeFate(first, amount, generation.id);
    if (generation.pictures.length === 1) return words;
    const numbers = listed(pictures.map(({ index }) => index));
    return `**Picture${pictures.length === 1 ? '' : 's'} ${numbers}:** ${words}`;
  });
}

/** Pictures with equal keys get the same words. */
function fateOf({ state, failure, url }: Picture): string {
  return JSON.stringify([state, failure, url === null]);
}

function describeFate(picture: Picture, amount: string, id: string): string {
  const { state, failure } = picture;
  switch (state) {
    case 'queued':
      return `Still waiting for its turn. ${amount} stays reserved until it is done.`;
    case 'submitting':
    case 'running':
      return `Still being painted. ${amount} stays reserved until it is done.`;
    case 'uncertain':
      return `Krea’s answer got lost, so I don’t know yet whether it was painted. I keep looking and won’t ask for it twice. ${amount} stays reserved until that is clear.`;
    case 'failed':
      return describeFailure(failure ?? { reason: 'internal' });
    case 'cancelled':
      return failure === null ? 'Cancelled. Not charged.' : describeFailure(failure);
    case 'finished':
    case 'kept':
    case 'delivered':
      return describePaid(picture, amount, id);
  }
}

/** Krea bills every finished job, whatever became of its picture. */
function describePaid({ state, failure, url }: Picture, amount: string, id: string): string {
  const charged = `Charged ${amount}.`;
  if (failure !== null) return describeFailure(failure, charged);
  if (url === null) return describeFailure({ reason: 'no-picture' }, charged);
  if (state === 'delivered') return `Finished, but not in this message. ${charged} If you miss it, use \`/krea-show id:${id}\`.`;
  return `Krea finished it, but I can’t fetch its file right now. ${charged} Try \`/krea-show id:${id}\` later.`;
}
