import type { Actor, MessageView } from '../sandbox/discord/index.ts';
import { hasPictures } from './studio.ts';
import type { Studio } from './studio.ts';

/** Options that all differ from the defaults, so that a press that loses one of them is noticed. */
export const SETTINGS = {
  prompt: 'a heron *at dawn*',
  aspect_ratio: '16:9',
  creativity: 'high',
  intensity: 20,
  complexity: -80,
  moodboard: '3f2a9c1e-77aa-4b0c-9d3e-1f2a3b4c5d6e',
  style: 'w9dunefilm',
  style_strength: 0.5,
};

/** Has pictures made by command and waits for them. */
export async function paint(
  member: Actor,
  options: Record<string, string | number | boolean> = {},
): Promise<MessageView> {
  const count = typeof options['count'] === 'number' ? options['count'] : 1;
  return member.command('krea', { prompt: 'a heron', ...options }).message(hasPictures(count));
}

/** Variant and body of the last submits. */
export function lastSentTo({ krea }: Pick<Studio, 'krea'>, count = 1) {
  return krea
    .submits()
    .slice(-count)
    .map(({ variant, body }) => Object.assign({ variant }, body));
}

/** The id of the button whose words begin so. */
export function button(message: MessageView, beginning: string): string {
  return message.buttons.find(({ label }) => label.startsWith(beginning))?.customId ?? beginning;
}
