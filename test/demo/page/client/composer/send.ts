import { actAndShow } from '../api.ts';
import type { Files } from '../api.ts';
import { noteFailure } from '../messages/failures.ts';
import { followEnd } from '../messages/follow.ts';
import { notify } from '../notices.ts';
import { place } from '../state.ts';
import { checkChip } from './check.ts';
import { active, changeChip, chips, clearDraft, command, pending, text } from './draft.ts';

/** Sends what is in the box: the command if all its options are right, or an ordinary message. */
export async function send(): Promise<void> {
  followEnd();
  await (command.value === null ? say() : run(command.value.name));
}

async function say(): Promise<void> {
  const content = text.value.trim();
  if (content === '' && pending.value.length === 0) return;
  if (/^\/\S/.test(content))
    return notify('Pick the command from the list: Discord sends no text that begins with a slash.');
  const limit = place.value?.uploadLimit ?? 0;
  if (pending.value.some(({ size }) => size > limit)) return notify('Your files are too powerful for Discord.');
  const files = pending.value.map((file, index) => ({ field: String(index), file }));
  clearDraft();
  await actAndShow({ do: 'say', content }, files);
}

async function run(name: string): Promise<void> {
  const limit = place.value?.uploadLimit ?? 0;
  const values: Record<string, string | number | boolean> = {};
  const files: Files[number][] = [];
  let firstWrong: string | undefined;
  for (const chip of chips.value) {
    const checked = checkChip(chip, limit);
    if ('problem' in checked) {
      changeChip(chip.option.name, { problem: checked.problem });
      firstWrong ??= chip.option.name;
    } else if ('file' in checked) files.push({ field: chip.option.name, file: checked.file });
    else values[chip.option.name] = checked.value;
  }
  if (firstWrong !== undefined) {
    active.value = firstWrong;
    return;
  }
  const channelId = place.value?.here.channelId ?? '';
  clearDraft();
  const { kind } = await actAndShow({ do: 'command', name, values }, files);
  if (kind === 'no-answer') noteFailure(channelId, null, 'The application did not respond.');
}
