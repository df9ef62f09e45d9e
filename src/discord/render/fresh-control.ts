import type { Wish } from '../../app/creation/again.ts';
import type { Generation } from '../../core/picture/generation.ts';
import type { PictureRequest } from '../../core/picture/request.ts';
import { changeSelect, pricedButton, row } from './controls.ts';
import type { Row, Target } from './controls.ts';

/**
 * The control once more with what it costs now, for a message of its own; `isPublic`: what comes of it is for everyone.
 */
export function renderFreshControl(
  verb: Wish['verb'],
  target: Target,
  { generation, request }: { generation: Pick<Generation, 'pictures'>; request: PictureRequest },
  { isPublic }: { isPublic: boolean },
): Row[] {
  const open = isPublic ? { isPublic: true as const } : {};
  const count = target.index === null ? generation.pictures.length : 1;
  switch (verb) {
    case 'reroll':
      return row([pricedButton('Reroll', { verb, ...target, ...open }, request, { count })]);
    case 'vary':
      return row([pricedButton('Vary', { verb, ...target, ...open }, request, { count })]);
    case 'remix':
      return row([pricedButton('Remix', { verb, ...target, ...open }, request)]);
    case 'reroll-with':
      return row([changeSelect(request, target, isPublic ? 'with-public' : 'with')]);
  }
}
