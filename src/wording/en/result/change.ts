import type { PictureRequest } from '../../../core/picture/request.ts';
import type { Change } from '../../../core/picture/verbs.ts';
import { signed } from '../../format/figures.ts';
import { CREATIVITY_NAMES, VARIANT_NAMES } from '../names.ts';

/** One change of "Reroll with…" in words: "Large instead of Medium", "Creativity high", "More intensity (+40)". */
export function changeWords(change: Change, request: PictureRequest): string {
  switch (change.setting) {
    case 'variant':
      return `${VARIANT_NAMES[change.value]} instead of ${VARIANT_NAMES[request.variant]}`;
    case 'creativity':
      return `Creativity ${CREATIVITY_NAMES[change.value].toLowerCase()}`;
    case 'intensity':
    case 'complexity':
    case 'movement': {
      const before = request[change.setting];
      const amount = change.value > before ? 'More' : 'Less';
      const from = before === 0 ? '' : ` instead of ${signed(before)}`;
      return `${amount} ${change.setting} (${signed(change.value)}${from})`;
    }
  }
}
