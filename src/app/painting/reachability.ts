import type { Clock } from '../../ports/clock.ts';
import type { ImageApi } from '../../ports/image-api.ts';

/** However many want to know, the image API is asked once in this time. */
const LIFE_MS = 20_000;

/** Whether the image API answers at all: what fails while it does is the fault of one job, and not of an outage. */
export type IsReachable = () => Promise<boolean>;

/** Builds the question, shared by everybody. */
export function createReachability({
  imageApi,
  clock,
}: {
  imageApi: Pick<ImageApi, 'reach'>;
  clock: Pick<Clock, 'monotonic'>;
}): IsReachable {
  let asked: { at: number; answer: Promise<boolean> } | undefined;

  return async () => {
    if (asked === undefined || clock.monotonic() - asked.at >= LIFE_MS) {
      asked = { at: clock.monotonic(), answer: imageApi.reach().then((answer) => answer === 'ok') };
    }
    return await asked.answer;
  };
}
