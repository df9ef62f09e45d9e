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
  if (isCopy && isPrivate) return 'Your private copy is deleted. Everything else is unchanged.';
  if (isCopy) return 'This copy is deleted. Everything else is unchanged.';
  const back = `\`/krea-show id:${generationId}\``;
  const money = 'Its price isn’t refunded.';
  if (isOwn) return `Deleted. ${money} You can bring it back with ${back}.`;
  return (
    `Deleted the picture of <@${userId}>. ${money} Only people with **Manage Messages** can bring it ` +
    `back, with ${back}.`
  );
}
