import { formatUsd } from '../../../core/money/money.ts';
import type { ResultMessage } from '../../../ports/publisher.ts';
import { listed } from '../names.ts';
import { already } from './charges.ts';

/** Says why paid pictures come as files: Krea made them in a format that neither we nor Discord can show. */
export function describeFiles({
  generation,
  pictures,
  isChargeTold,
}: Pick<ResultMessage, 'generation' | 'pictures' | 'isChargeTold'>): string[] {
  const files = pictures.filter(({ isFile }) => isFile === true).map(({ index }) => index);
  if (files.length === 0) return [];
  const isOne = files.length === 1;
  const charged = `Charged ${formatUsd(generation.price.each)}${isOne ? '' : ' each'}${already(isChargeTold)}.`;
  const words =
    `Krea finished ${isOne ? 'it' : 'them'} in a format that can’t be shown here, so here ` +
    `${isOne ? 'is the file' : 'are the files'}. ${charged} Try opening ${isOne ? 'it' : 'them'} in another app.`;
  return [generation.pictures.length === 1 ? words : `**Picture${isOne ? '' : 's'} ${listed(files)}:** ${words}`];
}
