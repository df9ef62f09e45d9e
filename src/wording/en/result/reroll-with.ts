/** The answer to "Reroll 2 with…" where nothing of the picture can be changed. */
export const NOTHING_TO_CHANGE = 'There’s nothing to change here. Try Remix instead.';

/** The question above the select of "Reroll 2 with…". */
export function askForChange(index: number | null): string {
  const which = index === null ? 'this picture' : `picture ${index}`;
  return `What should be different about ${which}? The seed and everything else stay the same.`;
}
