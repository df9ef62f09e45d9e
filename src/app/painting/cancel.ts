import { keyOf } from '../../core/picture/picture-key.ts';
import type { Refused } from '../../core/picture/refusal.ts';
import { isModerator, isOwn, pressObstacle } from '../../core/rules/visitor.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { Engine } from './engine.ts';

/** Cancels what still waits, at once and for free; asks Krea to stop what is being painted. */
export type Cancel = (
  visitor: Visitor,
  generationId: string,
) => Promise<{ cancelled: number; asked: number } | Refused>;

/** Builds the Cancel button: for the requester, and for members with Manage Messages. */
export function createCancel({ journal, engine, clock }: { journal: Journal; engine: Engine; clock: Clock }): Cancel {
  return async (visitor, generationId) => {
    const generation = await journal.find(generationId);
    if (generation === undefined) return { refused: { kind: 'unknown-generation' } };
    const obstacle = pressObstacle(visitor, generation);
    if (obstacle !== undefined) return { refused: obstacle };
    if (!isOwn(visitor, generation) && !isModerator(visitor))
      return { refused: { kind: 'not-yours', action: 'cancel' } };

    let [cancelled, asked] = [0, 0];
    for (const picture of generation.pictures) {
      if (
        picture.state === 'queued' &&
        (await journal.move(keyOf(picture), 'queued', 'cancelled', clock.now())) !== undefined
      ) {
        cancelled += 1;
      } else if (picture.state === 'running') {
        engine.cancel(keyOf(picture));
        asked += 1;
      }
    }
    if (cancelled + asked === 0) return { refused: { kind: 'nothing-to-cancel' } };
    engine.deliver(generationId);
    return { cancelled, asked };
  };
}
