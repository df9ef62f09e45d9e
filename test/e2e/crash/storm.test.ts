import { isDeepStrictEqual } from 'node:util';

import { beforeAll, describe, expect, test } from 'vitest';

import { parseUsd } from '../../../src/core/money/money.ts';
import { chargedFor } from '../../../src/core/picture/generation.ts';
import type { Generation, Picture } from '../../../src/core/picture/generation.ts';
import { readStore } from '../ledger-check.ts';
import { runLedger } from '../run-ledger.ts';
import { hasPictures, shareStudio } from '../studio.ts';
import { HURRY } from './storm-outages.ts';
import { runStorm } from './storm-run.ts';
import type { Storm } from './storm-run.ts';

const SEED = process.env['STORM_SEED'] ?? 'a fixed storm';
const FAULTS = Number(process.env['STORM_FAULTS'] ?? 40);
/** So that there is money to ask with until the end, and not for everything. */
const TOTAL_USD = Math.max(1.8, FAULTS * 0.03);
const TIMEOUT_MS = 150_000 + FAULTS * 5_000;

describe(`a storm of ${FAULTS} faults by the seed “${SEED}”`, () => {
  const studio = shareStudio({
    krea: { durationMs: 300 },
    settings: { KREA_MAX_IN_FLIGHT: '3', TOTAL_BUDGET_USD: TOTAL_USD.toFixed(2), KREA_POLL_INTERVAL_MS: '100' },
    hurry: HURRY,
  });
  let storm: Storm;

  beforeAll(async () => {
    storm = await runStorm(studio(), { seed: SEED, faults: FAULTS });
    const told = [...storm.faults]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([what, times]) => `${times} × ${what}`);
    process.stderr.write(
      `A storm by the seed “${SEED}”: ${storm.orders.size} acts, ${storm.generations.length} generations; ${told.join(', ')}.\n`,
    );
  }, TIMEOUT_MS);

  function inState(state: Picture['state']): Picture[] {
    return storm.generations.flatMap(({ pictures }) => pictures).filter((picture) => picture.state === state);
  }

  /** What was recorded and logged of a generation, for a failure to show. */
  function storyOf({ id, pictures }: Generation): string {
    const states = pictures.map(({ index, state }) => `${index} ${state}`);
    return [states.join(', '), ...storm.lines.filter((line) => line.includes(id))].join('\n');
  }

  test('was one: it had failures, refusals, and pictures', () => {
    expect(storm.generations.length).toBeGreaterThan(10);
    expect(inState('delivered').length).toBeGreaterThan(10);
    expect(inState('failed').length).toBeGreaterThan(0);
    expect(storm.generations.length).toBeLessThan(storm.orders.size);
  });

  test('the bill equals what was settled, and nothing is held but for what is uncertain', async () => {
    const { entries, balances, totals } = await readStore(studio(), async ({ ledger }) => ({
      entries: (await Promise.all(storm.generations.map(async ({ id }) => ledger.entries(id)))).flat(),
      balances: await ledger.balances(),
      totals: await ledger.totals(),
    }));
    const settled = sum(entries.filter(({ kind }) => kind === 'settle').map(({ amount }) => amount));
    const known = new Set(storm.generations.flatMap(({ pictures }) => pictures.map(({ remoteId }) => remoteId)));
    const { krea } = studio();
    const unknown = krea.bill().filter(({ jobId }) => !known.has(jobId));
    const uncertain = sum(
      storm.generations.map(
        ({ pictures, price }) => price.each * pictures.filter(({ state }) => state === 'uncertain').length,
      ),
    );
    const operator = balances.filter(({ scope }) => scope === 'operator');

    expect(sum(krea.bill().map(({ micros }) => micros)) - sum(unknown.map(({ micros }) => micros))).toBe(settled);
    expect(unknown.length).toBeLessThanOrEqual(inState('uncertain').length);
    expect(balances).toEqual(totals);
    // A clock that was set may have led into another month.
    expect(sum(operator.map(({ spent }) => spent))).toBe(settled);
    expect(sum(operator.map(({ held }) => held))).toBe(uncertain);
    for (const { spent, held } of operator) expect(spent + held).toBeLessThanOrEqual(TOTAL_USD * 1_000_000);
  });

  test('the ledger’s own check finds nothing', async () => {
    const checked = await runLedger(studio(), ['--offline']);
    expect([checked.code, checked.out]).toEqual([0, expect.stringContaining('Everything agrees.')]);
  });

  test('no picture was asked for twice', () => {
    const { krea } = studio();
    expect(krea.submits().length).toBeLessThanOrEqual(
      storm.generations.reduce((total, { pictures }) => total + pictures.length, 0),
    );
    const remoteIds = storm.generations.flatMap(({ pictures }) => pictures.flatMap(({ remoteId }) => remoteId ?? []));
    expect(new Set(remoteIds).size).toBe(remoteIds.length);
    expect(krea.leaks).toEqual([]);
  });

  test('every delivered picture is to be seen exactly once, and no private one by others', () => {
    const wrong = storm.generations.filter(({ id, pictures, isPrivate, place }) => {
      const messages = storm.shown.get(id) ?? [];
      const seen = messages
        .flatMap((message) => message.pictures.map(({ name }) => name.replace(/\.\w+$/, '')))
        .toSorted();
      const wanted = pictures
        .filter(({ state, url }) => state === 'delivered' && url !== null)
        .map(({ index }) => `krea-${id}-${index}`)
        .toSorted();
      const isExposed = messages.some(
        ({ channelId, ephemeral }) => isPrivate && !ephemeral && channelId === place.channelId,
      );
      return isExposed || !isDeepStrictEqual(seen, wanted);
    });
    expect(wrong.map(storyOf)).toEqual([]);
  });

  test('the messages say what was charged, each price once', () => {
    const wrong = storm.generations.filter((generation) => {
      const messages = storm.shown.get(generation.id) ?? [];
      const said = sum(
        messages.map(
          ({ text }) => parseUsd(/\bcharged (\$\d+\.\d+)(?![\d.]| already)/.exec(text)?.[1] ?? '0') ?? Number.NaN,
        ),
      );
      const charged = chargedFor(generation);
      // What is kept may have been told of in words, or in no message at all.
      const kept = generation.pictures.filter(({ state }) => state === 'kept').length * generation.price.each;
      return !(said >= charged - kept && said <= charged);
    });
    expect(wrong.map(storyOf)).toEqual([]);
  });

  test('what moderators approved was begun, and nothing else of what they were asked', async () => {
    const requests = await readStore(studio(), async ({ approvals }) =>
      Promise.all([...storm.orders.keys()].map(async (id) => approvals.find(id))),
    );
    const begun = new Set(storm.generations.map(({ id }) => id));
    const known = requests.filter((request) => request !== undefined);
    const wrong = known.filter(({ id, state }) => begun.has(id) !== (state === 'approved'));
    expect(wrong).toEqual([]);
    expect(known.length).toBeGreaterThan(0);
  });

  test('every kept picture is shown on demand', async () => {
    const kept = storm.generations.filter(({ pictures }) => pictures.some(({ state }) => state === 'kept'));
    expect(kept.length).toBeGreaterThan(0);
    for (const { id, pictures } of kept) {
      const person = storm.orders.get(id);
      const paid = pictures.filter(
        ({ state, url }) => (state === 'kept' || state === 'delivered') && url !== null,
      ).length;
      const shown = await person?.actor
        .command('krea-show', { id })
        .message((message) => message.text.includes('asked by'));
      expect(shown).toSatisfy(hasPictures(paid));
    }
  });
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
