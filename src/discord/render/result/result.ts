import { ComponentType, MessageFlags } from 'discord.js';
import type { APIComponentInContainer, APIMessageTopLevelComponent } from 'discord.js';

import type { ResultMessage } from '../../../ports/publisher.ts';
import { altText } from '../../../wording/format/safe-text.ts';
import { V2_TEXT_LIMIT } from '../../../wording/format/text-limits.ts';
import { mentionOnly } from '../rendered.ts';
import type { RenderedMessage } from '../rendered.ts';
import { attachmentEntries, fileName, resultFiles } from './files.ts';
import { resultRows } from './result-rows.ts';
import { resultText } from './result-text.ts';

/**
 * A result as a Components V2 message: a container with the pictures and the words, and the controls below.
 * With `mention` it pings its requester alone; without, it pings nobody.
 */
export function renderResult(message: ResultMessage, { mention = false }: { mention?: boolean } = {}): RenderedMessage {
  const shown = new Set(message.pictures.map(({ index }) => index));
  const components: APIMessageTopLevelComponent[] = [
    { type: ComponentType.Container, components: [...gallery(message), ...texts(message, mention)] },
    ...resultRows(message.generation, shown),
  ];
  return {
    body: {
      flags: MessageFlags.IsComponentsV2,
      content: null,
      embeds: [],
      components,
      attachments: attachmentEntries(message),
      allowed_mentions: mentionOnly(mention ? message.generation.userId : undefined),
    },
    files: resultFiles(message),
  };
}

function gallery({ generation, pictures }: ResultMessage): APIComponentInContainer[] {
  const description = altText(generation.request.prompt);
  const items = pictures.flatMap((picture) =>
    picture.isFile === true
      ? []
      : [
          {
            media: { url: `attachment://${fileName(generation.id, picture)}` },
            spoiler: generation.isSpoiler,
            ...(description === undefined ? {} : { description }),
          },
        ],
  );
  const files = pictures
    .filter(({ isFile }) => isFile === true)
    .map((picture) => ({
      type: ComponentType.File as const,
      file: { url: `attachment://${fileName(generation.id, picture)}` },
      spoiler: generation.isSpoiler,
    }));
  return items.length === 0 ? files : [{ type: ComponentType.MediaGallery, items }, ...files];
}

function texts(message: ResultMessage, mention: boolean): APIComponentInContainer[] {
  const { prompt, notes, details } = resultText(message, { limit: V2_TEXT_LIMIT, mention });
  return [notes, prompt, details]
    .filter((content) => content !== '')
    .map((content) => ({ type: ComponentType.TextDisplay, content }));
}
