import { ButtonStyle } from 'discord.js';

import { isPaid, requestOf } from '../../../core/picture/generation.ts';
import type { Generation, Picture } from '../../../core/picture/generation.ts';
import { wording } from '../../../wording/wording.ts';
import { changeSelect, freeButton, pricedButton, row } from '../controls.ts';
import type { Row } from '../controls.ts';

/** The rows of controls below a result: at most five of them. */
export function resultRows(generation: Generation, shown: ReadonlySet<number>): Row[] {
  const visible = generation.pictures.filter(({ index }) => shown.has(index));
  const lost = generation.pictures.filter((picture) => !shown.has(picture.index) && mayRetry(picture));
  const [only, second] = generation.pictures;
  if (only !== undefined && second === undefined) {
    return visible.length === 1 ? singleRows(generation, only) : noPictureRow(generation, lost);
  }
  if (visible.length === 0) return noPictureRow(generation, lost);
  return [
    ...visible.flatMap((picture) => batchRow(generation, picture)),
    ...row(lost.map((picture) => retryButton(generation, picture, wording.controls.tryAgain(picture.index)))),
    ...wholeRow(generation),
  ];
}

/** Nothing is retried while its end is open, lest it be paid twice, nor what is safe and can be shown. */
function mayRetry({ state, failure }: Picture): boolean {
  return state === 'failed' || state === 'cancelled' || (isPaid(state) && failure !== null);
}

function singleRows(generation: Generation, picture: Picture): Row[] {
  const target = { subjectId: generation.id, index: picture.index };
  const request = requestOf(generation, picture);
  return [
    ...row([...pictureButtons(generation, picture, null), deleteButton(generation)]),
    ...row([changeSelect(request, target)]),
  ];
}

function batchRow(generation: Generation, picture: Picture): Row[] {
  const target = { subjectId: generation.id, index: picture.index };
  const offersMore = changeSelect(requestOf(generation, picture), target) !== undefined;
  return row([
    ...pictureButtons(generation, picture, picture.index),
    offersMore ? freeButton(wording.controls.rerollWith(picture.index), { verb: 'more', ...target }) : undefined,
  ]);
}

function pictureButtons(generation: Generation, picture: Picture, number: number | null) {
  const target = { subjectId: generation.id, index: picture.index };
  const request = requestOf(generation, picture);
  return [
    pricedButton(wording.controls.reroll(number), { verb: 'reroll', ...target }, request),
    pricedButton(wording.controls.vary(number), { verb: 'vary', ...target }, request),
    pricedButton(wording.controls.remix(number), { verb: 'remix', ...target }, request),
  ];
}

/** `all` means the whole batch: a later message is only about what came late, and its price for all would be wrong. */
function wholeRow(generation: Generation): Row[] {
  const { id: generationId, pictures, request } = generation;
  const count = pictures.length;
  const isWhole = pictures.some(({ deliveryPart }) => deliveryPart === null || deliveryPart === 1);
  return row([
    isWhole
      ? pricedButton(wording.controls.rerollAll, { verb: 'reroll', subjectId: generationId, index: null }, request, {
          count,
        })
      : undefined,
    isWhole
      ? pricedButton(wording.controls.varyAll, { verb: 'vary', subjectId: generationId, index: null }, request, {
          count,
        })
      : undefined,
    deleteButton(generation),
  ]);
}

/** Without any picture to show: another try, and other words. */
function noPictureRow(generation: Generation, lost: readonly Picture[]): Row[] {
  const { id: generationId, pictures, request } = generation;
  const count = pictures.length;
  if (count > 1 && lost.length === count) {
    return row([
      pricedButton(wording.controls.tryAgain(null), { verb: 'reroll', subjectId: generationId, index: null }, request, {
        count,
      }),
      pricedButton(wording.controls.remix(null), { verb: 'remix', subjectId: generationId, index: 1 }, request),
      deleteButton(generation),
    ]);
  }
  if (count > 1) {
    return row([
      ...lost.map((picture) => retryButton(generation, picture, wording.controls.tryAgain(picture.index))),
      deleteButton(generation),
    ]);
  }
  return row([
    ...lost.flatMap((picture) => [
      retryButton(generation, picture, wording.controls.tryAgain(null)),
      pricedButton(
        wording.controls.remix(null),
        { verb: 'remix', subjectId: generationId, index: picture.index },
        requestOf(generation, picture),
      ),
    ]),
    deleteButton(generation),
  ]);
}

function retryButton(generation: Generation, picture: Picture, label: string) {
  const control = { verb: 'reroll', subjectId: generation.id, index: picture.index } as const;
  return pricedButton(label, control, requestOf(generation, picture));
}

function deleteButton({ id }: Generation) {
  return freeButton(wording.controls.delete, { verb: 'delete', subjectId: id, index: null }, ButtonStyle.Danger);
}
