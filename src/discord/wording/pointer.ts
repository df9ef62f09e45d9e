import type { Generation } from '../../core/generation.ts';
import { counted } from './names.ts';

/** Where a result went that could not be shown in its reply. */
export type PointerTarget = { rung: 'channel' | 'direct'; channelId: string; messageId: string } | 'kept';

/** Tells where a result went. */
export function describePointer({ id, place, pictures }: Pick<Generation, 'id' | 'place' | 'pictures'>, target: PointerTarget): string {
  const what = pictures.length === 1 ? 'Your picture' : `Your ${counted(pictures.length, 'picture')}`;
  if (target === 'kept') {
    return `${what}: kept safe, but Discord would not let me show it here. Use \`/krea-show id:${id}\` to see it whenever you like.`;
  }
  const room = target.rung === 'direct' ? '@me' : (place.guildId ?? '@me');
  const link = `https://discord.com/channels/${room}/${target.channelId}/${target.messageId}`;
  return target.rung === 'direct' ? `Sent to you as a direct message: ${link}` : `Posted below: ${link}`;
}
