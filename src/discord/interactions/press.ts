import type { App } from '../../app/app.ts';
import type { Source } from '../../app/creation/again.ts';
import type { PressedAction } from '../../core/picture/refusal.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { Control } from '../render/control.ts';
import type { SourceMessage } from './interaction.ts';
import type { Responder } from './responder.ts';

/** A pressed button, a chosen option or a submitted form, with everything its handler may need. */
export interface Press {
  visitor: Visitor;
  control: Control;
  /** What was chosen in a select. */
  values: readonly string[];
  /** What was filled into a form, by field. */
  fields: ReadonlyMap<string, readonly string[]>;
  /** The message it stands on; null for a form that was not opened from one. */
  message: SourceMessage | null;
  responder: Responder;
}

/** The generation, or the one picture of it, below whose result a control stands. */
export function sourceOf({ subjectId, index }: Control): Source {
  return { generationId: subjectId, index };
}

/**
 * What came of a press: it is done, or refused. Then the words are still to be said, so that the member can
 * press again at once.
 */
export type PressEnd = 'done' | { sayNo: () => Promise<void> };

/**
 * Handles the presses of one verb. Everything is looked up and judged anew; the message tells nothing but the custom
 * id.
 */
export interface Button {
  verb: Control['verb'];
  /** It only shows something: a second press right after the first is no double click. */
  isRepeatable?: true;
  /** What a press starts, named in the answer to a second press; `other` when left out. */
  action?: PressedAction;
  press(press: Press, app: App): Promise<PressEnd>;
}
