import type { PictureKey } from '../../core/picture/generation.ts';
import type { Background } from '../../kit/background.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ImageApi } from '../../ports/image-api.ts';
import type { Log } from '../../ports/log.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { Blobs, Cache } from '../../ports/store/storage.ts';
import { createDispatch } from './dispatch.ts';
import type { Dispatch } from './dispatch.ts';
import type { QueueInMemory } from './queue-in-memory.ts';
import { createReferenceLookup } from './reference-urls.ts';
import type { SubmitReadings } from './submit-span.ts';
import { createSubmitThrottle } from './submit-throttle.ts';
import { createSubmit } from './submit.ts';
import type { Submit } from './submit.ts';
import { createTokenCheck } from './token-check.ts';
import type { TokenCheck } from './token-check.ts';

export interface QueueDeps {
  journal: Journal;
  line: QueueInMemory;
  blobs: Blobs;
  cache: Cache;
  imageApi: ImageApi;
  background: Background;
  clock: Clock;
  log: Log;
  maxInFlight: number;
  /** Where Krea calls when a picture's job ends; null without a public address. */
  webhookUrl: ((key: PictureKey) => string) | null;
}

/** The way from held money to Krea: in a fair order, so many at once, and each sent exactly once. */
export interface Queue {
  dispatch: Dispatch;
  submit: Submit;
  token: Pick<TokenCheck, 'isRefused'>;
  readings: SubmitReadings;
}

/** Builds the queue; it begins nothing before its dispatch is told how. */
export function createQueue(deps: QueueDeps): Queue {
  const { journal, line, blobs, cache, imageApi, background, clock, log, maxInFlight, webhookUrl } = deps;
  const readings: SubmitReadings = new Map();
  const dispatch = createDispatch({ journal, line, background, clock, maxInFlight });
  const token = createTokenCheck({ imageApi, dispatch, background, clock, log });
  const { stopping } = background;
  const references = createReferenceLookup({ imageApi, blobs, cache, clock, log, token, stopping });
  const throttle = createSubmitThrottle({ clock, dispatch });
  const submit = createSubmit({
    journal,
    imageApi,
    references,
    clock,
    log,
    throttle,
    token,
    dispatch,
    readings,
    webhookUrl,
  });
  return { dispatch, submit, token, readings };
}
