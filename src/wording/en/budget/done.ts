/** How the answer to a change begins. */
export function doneWords(isChanged: boolean): string {
  return isChanged ? 'Done.' : 'It’s already set that way, so nothing changed.';
}
