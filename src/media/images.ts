import { createLimit } from '../kit/limit.ts';
import type { Images } from '../ports/media.ts';
import { display } from './display.ts';
import { fit } from './fit.ts';
import { loadSharp } from './formats/load-sharp.ts';
import type { Sharp } from './formats/load-sharp.ts';
import { prepareApart } from './prepare/prepare-apart.ts';
import { problemAtSight } from './prepare/prepare-reference.ts';

/** Images by sharp, and by libheif for HEIC. One reference and one picture at a time: each can take 200 MB. */
export function createImages(): Images {
  let loading: Promise<Sharp> | undefined;
  const sharp = (): Promise<Sharp> => (loading ??= loadSharp());
  // Two queues, so that large photographs do not hold up finished pictures.
  const references = createLimit();
  const pictures = createLimit();

  return {
    async prepareReference(bytes) {
      const problem = problemAtSight(bytes);
      return problem === undefined ? references(() => prepareApart(bytes)) : { problem };
    },
    fit: (bytes, maxBytes) => pictures(() => fit(bytes, maxBytes, sharp)),
    display: (bytes) => display(bytes, sharp),
  };
}
