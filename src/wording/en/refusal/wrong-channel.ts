import { listed } from '../names.ts';

/** Where pictures can be requested instead. */
export function describeWrongChannel(channelIds: readonly string[]): string {
  if (channelIds.length === 0)
    return (
      'All channels where pictures were allowed have been deleted. Not charged. Ask a moderator to allow ' +
      'others with `/krea-budget channels`.'
    );
  return (
    `You can request pictures only in ${listed(channelIds.slice(0, 10).map((id) => `<#${id}>`))}. Not ` +
    `charged. Try again there.`
  );
}
