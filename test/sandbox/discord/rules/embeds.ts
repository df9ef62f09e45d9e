import { z } from 'zod';

import { report } from './parse.ts';

const link = z.string().max(2048);
const picture = z.object({ url: link });

const embed = z.object({
  title: z.string().max(256).nullish(),
  description: z.string().max(4096).nullish(),
  url: link.nullish(),
  timestamp: z.string().nullish(),
  color: z.number().int().min(0).max(0xffffff).nullish(),
  footer: z.object({ text: z.string().max(2048), icon_url: link.nullish() }).nullish(),
  image: picture.nullish(),
  thumbnail: picture.nullish(),
  author: z.object({ name: z.string().max(256), url: link.nullish(), icon_url: link.nullish() }).nullish(),
  fields: z
    .array(
      z.object({ name: z.string().min(1).max(256), value: z.string().min(1).max(1024), inline: z.boolean().nullish() }),
    )
    .max(25)
    .nullish(),
});

export type EmbedInput = z.output<typeof embed>;

/** The words of an embed, in reading order. */
export function embedTexts(it: EmbedInput): string[] {
  const fields = (it.fields ?? []).flatMap((field) => [field.name, field.value]);
  return [it.author?.name, it.title, it.description, ...fields, it.footer?.text].filter(
    (text) => typeof text === 'string',
  );
}

/** Embeds of a message: ten at most, 6000 characters in all. */
export const embeds = z
  .array(embed)
  .max(10)
  .superRefine((list, context) => {
    const characters = list.flatMap(embedTexts).reduce((sum, text) => sum + text.length, 0);
    if (characters > 6000) report(context, [], 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000');
  });
