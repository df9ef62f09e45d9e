import type { ProgressMessage } from '../../../ports/publisher.ts';
import { quotePrompt } from '../../../wording/format/safe-text.ts';
import { wording } from '../../../wording/wording.ts';
import { freeButton, row } from '../controls.ts';
import { textMessage } from '../rendered.ts';
import type { MessageBody } from '../rendered.ts';

const PROMPT_SHOWN = 200;

/**
 * How far a generation is, with `Cancel` while some of it waits or is being painted. A classic message on purpose: once
 * a message is Components V2 it stays so, and the classic fallback of the result would be refused.
 */
export function renderProgress(progress: ProgressMessage): MessageBody {
  const { generation } = progress;
  const isStoppable = generation.pictures.some(({ state }) => state === 'queued' || state === 'running');
  const cancel = freeButton(wording.controls.cancel, { verb: 'cancel', subjectId: generation.id, index: null });
  const prompt = quotePrompt(generation.request.prompt, 2 * PROMPT_SHOWN + 2);
  return textMessage(
    `${wording.result.describeProgress(progress)}\n${prompt}`,
    row([isStoppable ? cancel : undefined]),
  );
}
