import { describe, expect, test } from 'vitest';

import { REQUEST_DEFAULTS } from '../../../src/core/picture/request.ts';
import { arranged } from '../../arranged.ts';
import type { FakeClock } from '../../fakes/fake-clock.ts';
import { createMemoryStore } from '../../fakes/memory/memory-store.ts';
import { setMoneyStage } from '../budget/money-stage.ts';
import type { MoneyStage } from '../budget/money-stage.ts';

const DAY = 24 * 60 * 60_000;
/** Days go by of which the bot sees the last hour alone: that is when it sweeps. */
async function later(clock: FakeClock, days: number): Promise<void> {
  clock.step(days * DAY);
  await clock.pass(61 * 60_000);
}

const PICTURE = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4]);

/** A stage whose operator keeps pictures for 30 days, with one delivered picture that was made with a reference. */
async function delivered(keepPicturesDays: number | null): Promise<MoneyStage & { id: string; reference: string }> {
  const stage = setMoneyStage({ keepPicturesDays, fetchMedia: async () => ({ kind: 'fetched', bytes: PICTURE }) });
  await stage.app.recover();
  const image = { hash: stage.store.blobs.hashOf(Uint8Array.of(7)), bytes: Uint8Array.of(7), mediaType: 'image/png' };
  const request = {
    ...REQUEST_DEFAULTS,
    prompt: 'in that style',
    seed: 7,
    references: [{ hash: image.hash, strength: 0.6 }],
  };
  const order = {
    verb: 'create',
    parent: null,
    request,
    images: [image],
    count: 1,
    isPrivate: false,
    isSpoiler: false,
  } as const;
  const outcome = arranged(await stage.app.generate(stage.member(), order));
  if (outcome === 'duplicate') throw new Error('The order is a new one.');
  await stage.clock.settle();
  stage.api.complete(stage.api.jobs()[0]?.remoteId ?? '');
  await stage.clock.pass(60_000);
  expect(stage.told).toHaveLength(1);
  return { ...stage, id: outcome.started.id, reference: image.hash };
}

describe('pictures that the operator keeps for a time', () => {
  test('go after it; the result is shown again in words that say why, and its buttons stay', async () => {
    const { app, clock, member, told, id } = await delivered(30);
    await later(clock, 29);
    expect(await app.show.show(member(), id)).toEqual({ shown: true });
    expect(told.at(-1)?.pictures).toHaveLength(1);
    await later(clock, 2);
    expect(await app.show.show(member(), id)).toEqual({ shown: true });
    expect(told.at(-1)).toMatchObject({
      pictures: [],
      generation: { pictures: [{ state: 'delivered', failure: { reason: 'file-removed' } }] },
    });
  });

  test('go after it also when one removal broke', async () => {
    const { clock, store, reference } = await delivered(30);
    const { removeUnused } = store.blobs;
    let removals = 0;
    store.blobs.removeUnused = async (before) => {
      removals += 1;
      return removals === 1 ? Promise.reject(new TypeError('the removal broke')) : removeUnused(before);
    };
    await later(clock, 31);
    await clock.pass(15 * 60_000);
    expect(removals).toBeGreaterThan(1);
    expect(await store.blobs.has([reference])).toBe(false);
  });

  test('leave a button whose style references are gone, too, with words and without a charge', async () => {
    const { app, clock, member, id, store } = await delivered(30);
    await later(clock, 31);
    const pressed = await app.again.again(
      member(),
      { generationId: id, index: 1 },
      { wish: { verb: 'reroll' }, isPrivate: false, shown: 35_000 },
    );
    expect(pressed).toEqual({ refused: { kind: 'references-gone' } });
    expect((await store.ledger.balances()).reduce((sum, { held }) => sum + held, 0)).toBe(0);
  });

  test('are used anew by every press, which keeps the references for as long again', async () => {
    const { app, clock, member, id, reference, store } = await delivered(30);
    await later(clock, 29);
    expect(
      await app.again.again(
        member(),
        { generationId: id, index: 1 },
        { wish: { verb: 'reroll' }, isPrivate: false, shown: 35_000 },
      ),
    ).toHaveProperty('started');
    await later(clock, 20);
    expect(await store.blobs.has([reference])).toBe(true);
  });

  test('stay for ever when the operator says nothing', async () => {
    const { app, clock, member, told, id } = await delivered(null);
    await later(clock, 1000);
    expect(await app.show.show(member(), id)).toEqual({ shown: true });
    expect(told.at(-1)?.pictures).toHaveLength(1);
  });
});

/** Records of that many bytes. */
function large(file: number) {
  const store = createMemoryStore();
  return { ...store, blobs: { ...store.blobs, sizes: async () => ({ file, recent: 400_000_000 }) } };
}

describe('records that grow large', () => {
  test('are told of in the log at the start and every day, and by /krea-setup with size and growth', async () => {
    const stage = setMoneyStage(large(12_300_000_000));
    await stage.app.recover();
    for (let day = 0; day < 2; day += 1) await stage.clock.pass(DAY);
    expect(stage.warnings).toEqual(Array(3).fill('the records are large, and keep every picture for ever'));
    expect(await stage.app.setup.check(stage.moderator())).toMatchObject({
      records: { bytes: 12_300_000_000, bytesAMonth: 400_000_000 },
    });
  });

  test('are measured once an hour at most, however many look', async () => {
    let looks = 0;
    const records = large(5_000_000_000);
    const sizes: typeof records.blobs.sizes = async (...given) => {
      looks += 1;
      return records.blobs.sizes(...given);
    };
    const stage = setMoneyStage({ ...records, blobs: { ...records.blobs, sizes } });
    const look = async () => stage.app.setup.check(stage.moderator());
    expect(await look()).toMatchObject({ records: { bytes: 5_000_000_000 } });
    await stage.clock.pass(60 * 60_000 - 1);
    await look();
    expect(looks).toBe(1);
    await stage.clock.pass(1);
    await look();
    expect(looks).toBe(2);
  });

  test('grow by what was added within the last thirty days', async () => {
    const records = large(5_000_000_000);
    const asked: number[] = [];
    const sizes = async (since: number) => {
      asked.push(since);
      return { file: 5_000_000_000, recent: 1 };
    };
    const stage = setMoneyStage({ ...records, blobs: { ...records.blobs, sizes } });
    await stage.app.setup.check(stage.moderator());
    expect(asked).toEqual([stage.clock.now() - 30 * DAY]);
  });

  test.each([
    ['while they are small', { ...large(4_999_999_999) }],
    ['when pictures are kept for a time only', { ...large(12_300_000_000), keepPicturesDays: 30 }],
  ])('are not told of %s', async (_, deps) => {
    const stage = setMoneyStage(deps);
    await stage.app.recover();
    await stage.clock.pass(DAY);
    expect(stage.warnings).toEqual([]);
    expect(await stage.app.setup.check(stage.moderator())).toMatchObject({ records: null });
  });
});
