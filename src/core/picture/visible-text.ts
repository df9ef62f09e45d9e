/**
 * What leaves nothing to be seen: spaces, control and format characters, marks without a letter below them, everything
 * that Unicode lets a font ignore (fillers of Hangul, tags, soft hyphens), the empty Braille cell and the null note
 * head.
 * Characters that this runtime does not know yet count as visible.
 */
const INVISIBLE =
  /[\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\u{1d159}]/gv;

/** Whether a person would see anything of the text. */
export function hasVisibleText(text: string): boolean {
  return text.toWellFormed().replaceAll(INVISIBLE, '') !== '';
}
