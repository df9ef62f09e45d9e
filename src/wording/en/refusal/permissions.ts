import type { NeededPermission } from '../../../core/picture/refusal.ts';
import { listed } from '../names.ts';

/** What the bot lacks here and how to give it. */
export function describePermissions(permissions: readonly NeededPermission[]): string {
  const names = listed(permissions.map((permission) => `**${permission}**`));
  const what = permissions.length === 1 ? 'this permission' : 'these permissions';
  return (
    `I can’t post pictures here: I need ${names === '' ? what : names} in this channel. Not charged. Ask ` +
    `someone who manages the server to allow ${what}, or try another channel.`
  );
}
