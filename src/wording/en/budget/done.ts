/** How the answer to a change begins. */
export function doneWords(isChanged: boolean): string {
  return isChanged ? 'Done.' : 'That is how it was already; nothing was changed.';
}
