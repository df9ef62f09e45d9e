import { MessageFlags } from 'discord.js';

import type { ResultMessage } from '../../../ports/publisher.ts';
import { CLASSIC_TEXT_LIMIT } from '../../../wording/format/text-limits.ts';
import { mentionOnly } from '../rendered.ts';
import type { RenderedMessage } from '../rendered.ts';
import { attachmentEntries, resultFiles, SPOILER_PREFIX } from './files.ts';
import { resultRows } from './result-rows.ts';
import { resultText } from './result-text.ts';

/** The same result as a classic message, for when Discord refuses the layout of {@link renderResult}. */
export function renderResultClassic(
  message: ResultMessage,
  { mention = false }: { mention?: boolean } = {},
): RenderedMessage {
  const { generation } = message;
  const shown = new Set(message.pictures.map(({ index }) => index));
  const { prompt, notes, details } = resultText(message, { limit: CLASSIC_TEXT_LIMIT, mention });
  const prefix = generation.isSpoiler ? SPOILER_PREFIX : '';
  return {
    body: {
      // A prompt that names an invite must not unfold into a card of it.
      flags: MessageFlags.SuppressEmbeds,
      content: [notes, prompt, details].filter((text) => text !== '').join('\n'),
      embeds: [],
      components: resultRows(generation, shown),
      attachments: attachmentEntries(message, prefix),
      allowed_mentions: mentionOnly(mention ? generation.userId : undefined),
    },
    files: resultFiles(message, prefix),
  };
}
