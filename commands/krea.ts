import type { App } from '../src/app/app.ts';
import { deliveryObstacle } from '../src/app/visitor.ts';
import type { StrengthRanges } from '../src/core/request.ts';
import type { Command } from '../src/discord/command.ts';
import { kreaDefinition } from './krea-definition.ts';
import { createKreaOptionsReader } from './krea-options.ts';

const NO_STYLE = {
  unknown: 'I know no trained style of that name.',
  unavailable: 'Krea’s trained styles can’t be read right now.',
} as const;

/** `/krea`: one to four pictures from a prompt, with all of Krea 2's parameters. */
export function kreaCommand(app: App, strengths: StrengthRanges): Command {
  const readOptions = createKreaOptionsReader(strengths);
  return {
    definition: kreaDefinition(strengths),

    read(visitor, options) {
      const read = readOptions(options);
      if ('refused' in read) return read;
      const { settings, attachments, styleName, styleStrength } = read;
      const obstacle = deliveryObstacle(visitor, settings.isPrivate);
      if (obstacle !== undefined) return { refused: obstacle };

      return {
        isPrivate: settings.isPrivate,
        async run(present) {
          const [copied, style] = await Promise.all([
            app.copyReferences(attachments),
            styleName === null ? null : app.styles.resolve(styleName),
          ]);
          if ('refused' in copied) return copied;
          if (style === 'unknown' || style === 'unavailable') {
            return { refused: { kind: 'invalid-option', option: 'style', rule: NO_STYLE[style] } };
          }
          const { isPrivate, isSpoiler, count, seed, ...request } = settings;
          const outcome = await app.generate(present, {
            verb: 'create',
            parent: null,
            request: {
              ...request,
              seed: seed ?? app.newSeed(),
              references: copied.references,
              style: style === null ? null : { ...style, strength: styleStrength },
            },
            images: copied.images,
            count,
            isPrivate,
            isSpoiler,
          });
          return outcome !== 'duplicate' && 'refused' in outcome ? outcome : 'later';
        },
      };
    },

    async suggest(_visitor, { text }) {
      const styles = await app.styles.search(text);
      return styles.map(({ id, title }) => ({ name: title.slice(0, 100), value: id }));
    },
  };
}
