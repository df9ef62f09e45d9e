/**
 * Text of members (prompts, titles, file names) made fit to be shown. Discord.js's escapeMarkdown leaves
 * mentions, timestamps, headings and links alone, so the escaping here is our own and covers them all.
 */

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

const BREAKS = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Invisible and direction-changing characters, except what emoji, Persian and Indic scripts are written with. */
const INVISIBLE = /[[\p{Default_Ignorable_Code_Point}\u{fff9}-\u{fffb}]--[\p{Join_Control}\p{Variation_Selector}]]/gv;
const JOINER_RUN = /(\p{Join_Control})\p{Join_Control}+/gu;
/** More marks than any script stacks on one letter: they would be drawn over the lines above and below. */
const MARK_STORM = /(\p{M}{4})\p{M}+/gu;
const ORPHANS_IN_FRONT = /^[\s\p{M}\p{Join_Control}]+/u;

/** One line without control, invisible, direction-changing and piled-up characters, always well-formed. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(BREAKS, ' ')
    .replaceAll(INVISIBLE, '')
    .replaceAll(JOINER_RUN, '$1')
    .replaceAll(MARK_STORM, '$1')
    .replace(ORPHANS_IN_FRONT, '')
    .trimEnd();
}

/**
 * The longest beginning of whole characters, as people see them, with "…" if cut; at most `maxUnits` (≥ 1) UTF-16
 * units.
 */
export function cutText(text: string, maxUnits: number): string {
  if (text.length <= maxUnits) return text;
  let end = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    if (index + segment.length > maxUnits - 1) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end).trimEnd()}…`;
}

/**
 * Text that Discord shows as it is: no formatting, mention, link, timestamp or emoji code comes to life. At most
 * doubles the length.
 */
export function escapeText(text: string): string {
  return text
    .replaceAll(/[\\*_~`|[\]<@]/g, String.raw`\$&`)
    .replaceAll('://', String.raw`\://`)
    .replace(/^(\d*)([#>+\-.)])/, String.raw`$1\$2`);
}

/** A short piece of foreign text within a sentence: cleaned, cut to `maxUnits` of what is seen, escaped. */
export function quoteShort(text: string, maxUnits: number): string {
  return escapeText(cutText(cleanText(text), maxUnits));
}

const SHOWN_PROMPT = 700;
const QUOTE_MARK = '> ';

/**
 * The prompt as a quotation on one line, at most `room` (≥ 20) UTF-16 units long with everything it takes to escape
 * it.
 */
export function quotePrompt(prompt: string, room: number, shown = SHOWN_PROMPT): string {
  const visible = Math.min(shown, Math.floor((room - QUOTE_MARK.length) / 2));
  const quoted = quoteShort(prompt, visible);
  return `${QUOTE_MARK}${quoted === '' ? '…' : quoted}`;
}

/** The prompt as a picture's description for people who do not see it; undefined when nothing of it can be read. */
export function altText(prompt: string): string | undefined {
  return cutText(cleanText(prompt), 1024) || undefined;
}
