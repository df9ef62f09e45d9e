import { createReferenceLookup } from '../../../src/app/queue/reference-urls.ts';
import type { UploadOutcome } from '../../../src/ports/image-api.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createMemoryImageApi } from '../../fakes/memory-image-api.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';

const MINUTE = 60_000;
const ignore = (): void => undefined;
const image = (hash: string) => ({ hash, strength: 1 });

/** Two images, and how Krea answers uploads of them; each upload that is taken gets an address of its own. */
export async function setUploads() {
  const clock = createFakeClock();
  const { blobs, cache } = createMemoryStore({ now: clock.now });
  const [one, two] = [await blobs.put(Uint8Array.of(1), 'image/png'), await blobs.put(Uint8Array.of(2), 'image/png')];
  const state: { answer: UploadOutcome | Error | undefined; isRefused: boolean } = {
    answer: undefined,
    isRefused: false,
  };
  const uploads: number[] = [];
  let refusals = 0;
  const controller = new AbortController();
  const lookup = createReferenceLookup({
    imageApi: {
      ...createMemoryImageApi({ now: clock.now }),
      async upload(bytes) {
        uploads.push(bytes[0] ?? 0);
        if (state.answer instanceof Error) throw state.answer;
        return state.answer ?? { url: `https://krea.example/${uploads.length}` };
      },
    },
    blobs,
    cache,
    clock,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    token: { noteRefused: () => void (refusals += 1), isRefused: () => state.isRefused },
    stopping: controller.signal,
  });
  const resolve = async (...hashes: string[]) => lookup.resolve(hashes.map(image));

  /** Asks again whenever that is worth it, until the time is over or there is an answer. */
  async function keepAsking(hash: string, forMs: number): Promise<unknown> {
    const end = clock.monotonic() + forMs;
    for (;;) {
      const found = await resolve(hash);
      if (!('pending' in found) || clock.monotonic() >= end) return found;
      const asked = { isOver: false };
      void found.pending.then(() => void (asked.isOver = true));
      while (!asked.isOver && clock.monotonic() < end) await clock.pass(MINUTE);
    }
  }

  const forget = async (hash: string, url: string) => lookup.forget([image(hash)], [url]);
  return {
    clock,
    cache,
    one,
    two,
    state,
    uploads,
    refusals: () => refusals,
    resolve,
    keepAsking,
    forget,
    stop: () => controller.abort(),
  };
}
