import { addServer } from './studio.ts';
import type { Studio } from './studio.ts';

/** The sentence for the member: what stands before the money. */
export function sentenceIn(text: string): string {
  return /^(.+?)(?: Not charged\.| Charged \$)/m.exec(text)?.[1] ?? text;
}

/** Asks for a picture in a server of its own, and waits until it is shown or its money is told of. */
export async function ask(studio: Studio, prompt: string) {
  const { member } = addServer(studio, prompt.slice(0, 30));
  const handle = member.command('krea', { prompt });
  const ended = await handle.message(({ text, pictures }) => pictures.length > 0 || /(?:not )?charged/i.test(text));
  return { handle, member, ended };
}
