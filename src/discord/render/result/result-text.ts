import type { ResultMessage } from '../../../ports/publisher.ts';
import { cutText, quotePrompt } from '../../../wording/format/safe-text.ts';
import { wording } from '../../../wording/wording.ts';

/** The three texts of a result; each is one or more lines, `notes` possibly empty. */
export interface ResultText {
  prompt: string;
  /** What became of the pictures that are not shown. */
  notes: string;
  /** The small print: settings, lineage, money, requester, id. */
  details: string;
}

/** Shares of the room that leave some to the prompt, however much there is to say. */
const NOTES_SHARE = 0.55;
const DETAILS_SHARE = 0.4;

/** Words a result so that all its texts together take at most `limit` UTF-16 units; the prompt is what gives way. */
export function resultText(
  message: ResultMessage,
  { limit, mention }: { limit: number; mention: boolean },
): ResultText {
  const { generation, pictures } = message;
  const shown = new Set(pictures.map(({ index }) => index));
  const lines = [
    ...(mention ? [wording.result.describeReady(generation.userId, shown.size)] : []),
    ...wording.result.describeFiles(message),
    ...wording.result.describeMissing(generation, shown, message),
  ];
  const notes = cutText(lines.join('\n'), limit * NOTES_SHARE);
  const details = cutText(smallPrint(message, shown), limit * DETAILS_SHARE);
  const room = limit - notes.length - details.length - 2;
  return { prompt: quotePrompt(generation.request.prompt, room), notes, details };
}

function smallPrint(
  { generation, wallet, parentRequest, unread, isChargeTold }: ResultMessage,
  shown: ReadonlySet<number>,
): string {
  const isNothingShown = shown.size === 0;
  const told = generation.pictures.filter(
    (picture) => shown.has(picture.index) || !wording.result.isToldApart(picture, unread?.get(picture.index)),
  );
  const seeds = generation.pictures.filter(({ index }) => isNothingShown || shown.has(index)).map(({ seed }) => seed);
  return [
    wording.result.describeSettings(generation.request, seeds),
    wording.result.describeLineage(generation, parentRequest),
    wording.result.describeCharges({ ...generation, pictures: told }, wallet, isChargeTold),
    wording.result.describeOrigin(generation.userId, generation.id),
  ]
    .filter((line) => line !== undefined)
    .map((line) => `-# ${line}`)
    .join('\n');
}
