import { counted } from '../names.ts';

/** Tells the requester that the result is there, with as many pictures as it shows. */
export function describeReady(userId: string, shown: number): string {
  return `<@${userId}>, ${readyWords(shown)}`;
}

/** The last line of a result: who asked, and how to bring it back. */
export function describeOrigin(userId: string, generationId: string): string {
  return `asked by <@${userId}> · \`/krea-show id:${generationId}\``;
}

function readyWords(count: number): string {
  if (count === 0) return 'here is what became of your request:';
  return count === 1 ? 'your picture is ready.' : `your ${counted(count, 'picture')} are ready.`;
}
