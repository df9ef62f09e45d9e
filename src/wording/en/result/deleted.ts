interface Deleted {
  isOwn: boolean;
  userId: string;
  /** What was deleted is a message that showed the result once more. */
  isCopy: boolean;
  /** Only its reader saw it. */
  isPrivate: boolean;
}

/** Says what Delete did and what it did not do. */
export function describeDeleted(generationId: string, { isOwn, userId, isCopy, isPrivate }: Deleted): string {
  if (isCopy && isPrivate) return 'Your private copy is gone, and everything else is as it was.';
  if (isCopy) return 'This copy is gone, and everything else is as it was.';
  const back = `\`/krea-show id:${generationId}\``;
  const money = 'What it cost stays spent.';
  if (isOwn) return `Deleted. ${money} You can bring it back with ${back}.`;
  const others = `Only those who manage messages can bring it back, with ${back}.`;
  return `Deleted the picture of <@${userId}>. ${money} ${others}`;
}
