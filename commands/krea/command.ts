import type { App } from '../../src/app/app.ts';
import type { StrengthRanges } from '../../src/core/picture/request.ts';
import { deliveryObstacle } from '../../src/core/rules/visitor.ts';
import type { Command } from '../../src/discord/interactions/command.ts';
import { wording } from '../../src/wording/wording.ts';
import { kreaDefinition } from './definition.ts';
import { createKreaOptionsReader } from './options.ts';

const NO_STYLE = {
  unknown: 'style-unknown',
  unavailable: 'styles-unavailable',
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
          const { isPrivate, isSpoiler, count, seed, ...request } = settings;
          // Requests that are refused anyway ask nothing of Krea and download no file.
          const isCheap = attachments.length === 0 && styleName === null;
          const named = attachments.map(({ strength }) => ({ hash: '', strength }));
          const refused = isCheap
            ? undefined
            : await app.judge(present, { request: { ...request, references: named }, count, isPrivate });
          if (refused !== undefined) return refused;
          const style = styleName === null ? null : await app.styles.resolve(styleName);
          if (style === 'unknown' || style === 'unavailable') {
            return { refused: { kind: 'invalid-option', option: 'style', rule: { kind: NO_STYLE[style] } } };
          }
          const outcome = await app.withReferences(present.userId, attachments, async ({ references, images }) =>
            app.generate(present, {
              verb: 'create',
              parent: null,
              request: {
                ...request,
                seed: seed ?? app.newSeed(),
                references,
                style: style === null ? null : { ...style, strength: styleStrength },
              },
              images,
              count,
              isPrivate,
              isSpoiler,
            }),
          );
          return outcome !== 'duplicate' && 'refused' in outcome ? outcome : 'later';
        },
      };
    },

    async suggest(_visitor, { text }) {
      const styles = await app.styles.search(text);
      return styles.map(wording.result.styleSuggestion);
    },
  };
}
