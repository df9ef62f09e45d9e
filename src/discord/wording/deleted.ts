/** Tells whoever pressed Delete what it did and what it did not do. */
export function describeDeleted(generationId: string, { isOwn, userId }: { isOwn: boolean; userId: string }): string {
  const money = 'What it cost stays spent.';
  if (isOwn) return `Deleted. ${money} You can bring it back with \`/krea-show id:${generationId}\`.`;
  return `Deleted the picture of <@${userId}>. ${money} Only those who manage messages can bring it back, with \`/krea-show id:${generationId}\`.`;
}
