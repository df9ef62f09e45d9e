import { z } from 'zod';

import type { MicroUsd } from '../../../core/money/money.ts';
import { brokenRule } from '../../../core/picture/option-rule.ts';
import type { PlainOptionRule } from '../../../core/picture/option-rule.ts';
import type { Refused } from '../../../core/picture/refusal.ts';
import { ASPECT_RATIOS, CREATIVITIES, promptSchema, seedSchema, VARIANTS } from '../../../core/picture/request.ts';
import type { RemixEdits } from '../../../core/picture/verbs.ts';
import { wording } from '../../../wording/wording.ts';
import type { Button, Press } from '../../interactions/press.ts';
import { textMessage } from '../../render/rendered.ts';
import { REMIX_FIELDS } from '../../render/result/remix-modal.ts';
import { startAgain } from './start-again.ts';

const seedText = z
  .string()
  .trim()
  .regex(/^\d{0,10}$/, 'seed-not-whole' satisfies PlainOptionRule)
  .transform((text) => (text === '' ? null : Number(text)))
  .pipe(seedSchema.nullable());

const editsSchema = z.strictObject({
  prompt: promptSchema,
  seed: seedText,
  variant: z.enum(VARIANTS),
  aspectRatio: z.enum(ASPECT_RATIOS),
  creativity: z.enum(CREATIVITIES),
});

/** The submitted Remix form: the member's edits over the stored request. */
export const remixForm: Button = {
  verb: 'remix-form',
  action: 'paint',
  async press(press, app) {
    const edits = readEdits(press.fields);
    if ('refused' in edits)
      return {
        sayNo: async () => press.responder.answerPrivately(textMessage(wording.refusal.describeRefusal(edits.refused))),
      };
    return startAgain(press, app, { verb: 'remix', edits }, { shown: priceShown(press, edits) });
  },
};

/** What the form said beside the chosen model. Undefined for an old form, which does not say. */
function priceShown({ control }: Press, { variant }: RemixEdits): MicroUsd | null {
  return control.prices?.[VARIANTS.indexOf(variant)] ?? null;
}

function readEdits(fields: Press['fields']): RemixEdits | Refused {
  const filled = Object.fromEntries(
    Object.entries(REMIX_FIELDS).map(([name, id]) => [name, fields.get(id)?.[0] ?? '']),
  );
  const parsed = editsSchema.safeParse(filled);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return { refused: { kind: 'invalid-option', option: String(issue?.path[0] ?? 'form'), rule: brokenRule(issue) } };
}
