import type { Resolved, Undecidable } from '../app/painting/decide-picture.ts';
import { formatUsd } from '../core/money/money.ts';
import { isPaid } from '../core/picture/generation.ts';
import { at } from './difference-words.ts';

/** What came of the operator's decision, and when the requester hears of it. */
export function describeDecided({ by, picture, generation }: Resolved): string {
  const name = `${picture.generationId}.${picture.index}`;
  const money = `${formatUsd(generation.price.each)} ${isPaid(picture.state) ? 'charged' : 'given back'}`;
  const why = by === 'krea' ? 'Nothing had to be decided, Krea has told how it ended: ' : '';
  return `${why}${name}: ${money}. Whoever asked for it is told when the bot starts, or within an hour when it runs.`;
}

/** Why nothing was decided. */
export function describeUndecidable(name: string, refusal: Undecidable): string {
  switch (refusal.kind) {
    case 'unknown-generation':
      return `There is no picture ${name}. Nothing was changed.`;
    case 'already-decided':
      return `There is nothing to decide about ${name}: it is not uncertain. Nothing was changed.`;
    case 'too-early-to-decide':
      return (
        `The bot still looks for the job of ${name}: it can be decided from ${at(refusal.at)} on. ` +
        'Nothing was changed.'
      );
  }
}
