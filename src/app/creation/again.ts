import type { MicroUsd } from '../../core/money/money.ts';
import { requestOf } from '../../core/picture/generation.ts';
import type { Generation, Verb } from '../../core/picture/generation.ts';
import { priceOf } from '../../core/picture/price.ts';
import type { Refused } from '../../core/picture/refusal.ts';
import type { PictureRequest } from '../../core/picture/request.ts';
import { remix, reroll, rerollWith, vary } from '../../core/picture/verbs.ts';
import type { Change, RemixEdits } from '../../core/picture/verbs.ts';
import { pressObstacle } from '../../core/rules/visitor.ts';
import type { Visitor } from '../../core/rules/visitor.ts';
import type { NewSeed } from '../../ports/clock.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { Blobs } from '../../ports/store/storage.ts';
import type { Generate } from './generate.ts';

/** The picture that is to be made again; no index means the whole batch. */
export interface Source {
  generationId: string;
  index: number | null;
}

/** What a button asks for. */
export type Wish =
  | { verb: 'reroll' }
  | { verb: 'vary' }
  | { verb: 'reroll-with'; change: Change }
  | { verb: 'remix'; edits: RemixEdits };

export interface Again {
  /**
   * Makes a result's picture again, as it was or changed, seen by everyone or by the presser alone. The presser's
   * wallet pays what the presser was shown for it, and nothing else; null where that is not known.
   */
  again(
    visitor: Visitor,
    source: Source,
    order: { wish: Wish; isPrivate: boolean; shown: MicroUsd | null },
  ): ReturnType<Generate>;
  /** The request behind a button, for forms that show it. */
  peek(visitor: Visitor, source: Source): Promise<{ generation: Generation; request: PictureRequest } | Refused>;
}

/** Builds what every paying button does: the stored request, one change, and from there like any other order. */
export function createAgain({
  journal,
  blobs,
  generate,
  newSeed,
}: {
  journal: Journal;
  blobs: Pick<Blobs, 'has'>;
  generate: Generate;
  newSeed: NewSeed;
}): Again {
  async function peek(visitor: Visitor, source: Source): ReturnType<Again['peek']> {
    const generation = await journal.find(source.generationId);
    if (generation === undefined) return { refused: { kind: 'unknown-generation' } };
    const obstacle = pressObstacle(visitor, generation);
    if (obstacle !== undefined) return { refused: obstacle };
    const picture = generation.pictures.find(({ index }) => index === (source.index ?? 1));
    if (picture === undefined) return { refused: { kind: 'unknown-control' } };
    return { generation, request: requestOf(generation, picture) };
  }

  return {
    peek,
    async again(visitor, source, { wish, isPrivate, shown }) {
      const found = await peek(visitor, source);
      if ('refused' in found) return found;
      const { generation, request } = found;
      // Without them it would be another picture.
      if (!(await blobs.has(request.references.map(({ hash }) => hash))))
        return { refused: { kind: 'references-gone' } };
      const wanted = changed(request, wish, newSeed());
      const count = source.index === null ? generation.pictures.length : 1;
      const price = priceOf(wanted);
      if (price !== undefined && price.each * count !== shown)
        return { refused: { kind: 'price-changed', shown, price: price.each * count } };
      return generate(visitor, {
        verb: wish.verb satisfies Verb,
        parent: { generationId: generation.id, index: source.index ?? 1 },
        request: wanted,
        count,
        isPrivate,
        isSpoiler: generation.isSpoiler,
      });
    },
  };
}

function changed(request: PictureRequest, wish: Wish, newSeed: number): PictureRequest {
  switch (wish.verb) {
    case 'reroll':
      return reroll(request);
    case 'reroll-with':
      return rerollWith(request, wish.change);
    case 'vary':
      return vary(request, newSeed);
    case 'remix':
      return remix(request, wish.edits, newSeed);
  }
}
