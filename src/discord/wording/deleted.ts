interface Deleted {
  isOwn: boolean;
  userId: string;
  /** What was deleted is a copy that only its reader saw. */
  isCopy: boolean;
}

/** Tells whoever pressed Delete what it did and what it did not do. */
export function describeDeleted(generationId: string, { isOwn, userId, isCopy }: Deleted): string {
  if (isCopy) return 'Your private copy is gone, and everything else is as it was.';
  const back = `\`/krea-show id:${generationId}\``;
  const money = 'What it cost stays spent.';
  if (isOwn) return `Deleted. ${money} You can bring it back with ${back}.`;
  return `Deleted the picture of <@${userId}>. ${money} Only those who manage messages can bring it back, with ${back}.`;
}
