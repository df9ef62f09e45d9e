import { once } from 'node:events';

import { beforeAll, describe, expect, test } from 'vitest';

import { chargedFor } from '../../src/core/generation.ts';
import type { Generation, Picture } from '../../src/core/generation.ts';
import { parseUsd } from '../../src/core/money.ts';
import type { MessageView } from '../sandbox/discord/index.ts';
import { createDiceBox } from '../sandbox/krea/painter/dice.ts';
import { readStore } from './ledger-check.ts';
import { act } from './storm-people.ts';
import type { Person } from './storm-people.ts';
import { clearChannels, clearFaults, turnWeather } from './storm-weather.ts';
import { addServer, hasPictures, shareStudio } from './studio.ts';
import type { Server } from './studio.ts';

const SEED = process.env['STORM_SEED'] ?? 'a fixed storm';
const STEPS = 60;
const KILLS = new Set([15, 30, 45]);
const TIMEOUT_MS = 150_000;

const ENDED = new Set<Picture['state']>(['delivered', 'kept', 'failed', 'cancelled']);

describe(`a storm by the seed “${SEED}”`, () => {
  const studio = shareStudio({
    krea: { durationMs: 300 },
    settings: { KREA_MAX_IN_FLIGHT: '3', DEFAULT_GUILD_BUDGET_USD: '1', TOTAL_BUDGET_USD: '1.8', KREA_POLL_INTERVAL_MS: '100' },
  });
  const orders = new Map<string, Person>();
  let generations: Generation[] = [];
  let shownBefore = new Map<string, MessageView[]>();
  let servers: [Server, ...Server[]];

  beforeAll(async () => {
    const box = createDiceBox(SEED);
    const [weather, deeds, pace] = [box('weather'), box('deeds'), box('pace')];
    servers = [addServer(studio(), 'north'), addServer(studio(), 'south')];
    const people = servers.flatMap((server) => ['a', 'b', 'c'].map((name): Person => ({ actor: server.newMember(name), server })));
    const [one, ...others] = people;
    if (one === undefined) throw new Error('A storm needs people.');
    studio().discord.world.setDmsClosed(one.actor.userId, true);

    for (let step = 0; step < STEPS; step += 1) {
      if (weather.roll() < 0.8) clearChannels(studio(), servers);
      const done = act(studio(), [one, ...others], orders, deeds);
      if (done !== null) {
        orders.set(done.handle.id, done.person);
        // It may be refused, or come while the bot is away: then nothing becomes of it.
        await done.handle.acknowledged().catch(() => undefined);
        if (weather.roll() < 0.1) studio().discord.expireToken(done.handle.id);
      }
      if (weather.roll() < 0.8) turnWeather(studio(), servers, weather);
      if (KILLS.has(step)) {
        await studio().bot().kill();
        await studio().restart();
      }
      for (let line = pace.int(0, 12); line > 0; line -= 1) await nextLine();
    }
    clearFaults(studio());
    clearChannels(studio(), servers);
    await rest();
    shownBefore = showings();
  }, TIMEOUT_MS);

  /** The bot has logged something more. */
  async function nextLine(): Promise<void> {
    const { stdout } = studio().bot().child;
    if (stdout !== null && (await unfinished()) > 0) await once(stdout, 'data');
  }

  /** Waits until nothing is under way any more; what is uncertain may stay so. */
  async function rest(): Promise<void> {
    const { stdout } = studio().bot().child;
    if (stdout === null) throw new Error('The bot has no output.');
    for (;;) {
      const more = once(stdout, 'data');
      if ((await unfinished()) === 0) return;
      await more;
    }
  }

  /** Reads every generation; returns how many of them are still worked on. */
  async function unfinished(): Promise<number> {
    generations = await readStore(studio(), async ({ journal }) => {
      const found = await Promise.all([...orders.keys()].map(async (id) => journal.find(id)));
      return found.filter((generation) => generation !== undefined);
    });
    return generations.filter(({ pictures }) => pictures.some(isOpen)).length;
  }

  /** All messages that show a result, by the generation's id. */
  function showings(): Map<string, MessageView[]> {
    const { discord } = studio();
    const places = [...servers.map(({ channelId }) => discord.messages(channelId)), ...[...orders.values()].map(({ actor }) => actor.userId).filter(isFirst).map((id) => discord.directMessages(id))];
    const byId = places.flat().flatMap((message) => {
      const id = /krea-show id:(\d+)/.exec(message.text)?.[1];
      return id === undefined || !message.text.includes('asked by') ? [] : [{ id, message }];
    });
    return new Map([...Map.groupBy(byId, ({ id }) => id)].map(([id, all]) => [id, all.map(({ message }) => message)]));
  }

  function inState(state: Picture['state']): Picture[] {
    return generations.flatMap(({ pictures }) => pictures).filter((picture) => picture.state === state);
  }

  test('was one: it had failures, refusals, and pictures', () => {
    expect(generations.length).toBeGreaterThan(15);
    expect(inState('delivered').length).toBeGreaterThan(10);
    expect(inState('failed').length).toBeGreaterThan(0);
    expect(generations.length).toBeLessThan(orders.size);
  });

  test('the bill equals what was settled, and nothing is held but for what is uncertain', async () => {
    const { entries, balances, totals } = await readStore(studio(), async ({ ledger }) => ({
      entries: (await Promise.all(generations.map(async ({ id }) => ledger.entries(id)))).flat(),
      balances: await ledger.balances(),
      totals: await ledger.totals(),
    }));
    const settled = sum(entries.filter(({ kind }) => kind === 'settle').map(({ amount }) => amount));
    const known = new Set(generations.flatMap(({ pictures }) => pictures.map(({ remoteId }) => remoteId)));
    const { krea } = studio();
    const unknown = krea.bill().filter(({ jobId }) => !known.has(jobId));
    const operator = balances.find(({ scope }) => scope === 'operator');

    expect(sum(krea.bill().map(({ micros }) => micros)) - sum(unknown.map(({ micros }) => micros))).toBe(settled);
    expect(unknown.length).toBeLessThanOrEqual(inState('uncertain').length);
    expect(balances).toEqual(totals);
    expect(operator).toMatchObject({ spent: settled, held: 30_000 * inState('uncertain').length });
    for (const { spent, held, scope } of balances) expect(spent + held).toBeLessThanOrEqual(scope === 'operator' ? 1_800_000 : 1_000_000);
  });

  test('no picture was asked for twice', () => {
    const { krea } = studio();
    expect(krea.submits().length).toBeLessThanOrEqual(generations.reduce((total, { pictures }) => total + pictures.length, 0));
    const remoteIds = generations.flatMap(({ pictures }) => pictures.flatMap(({ remoteId }) => remoteId ?? []));
    expect(new Set(remoteIds).size).toBe(remoteIds.length);
    expect(krea.leaks).toEqual([]);
  });

  test('every delivered picture is to be seen exactly once, and no private one by others', () => {
    for (const generation of generations) {
      const messages = shownBefore.get(generation.id) ?? [];
      const names = messages.flatMap(({ pictures }) => pictures.map(({ name }) => name.replace(/\.\w+$/, '')));
      const wanted = generation.pictures.filter(({ state, url }) => state === 'delivered' && url !== null);
      expect(names.toSorted()).toEqual(wanted.map(({ index }) => `krea-${generation.id}-${index}`).toSorted());
      const exposed = messages.filter(({ channelId, ephemeral }) => generation.isPrivate && !ephemeral && channelId === generation.place.channelId);
      expect(exposed).toEqual([]);
    }
  });

  test('the messages say what was charged', () => {
    for (const generation of generations) {
      const messages = shownBefore.get(generation.id) ?? [];
      const said = messages.map(({ text }) => parseUsd(/\bcharged (\$[\d.]+)/.exec(text)?.[1] ?? '0') ?? Number.NaN);
      const kept = generation.pictures.filter(({ state }) => state === 'kept').length * generation.price.each;
      expect(sum(said)).toBe(chargedFor(generation) - kept);
    }
  });

  test('every kept picture is shown on demand', async () => {
    for (const { id, pictures } of generations.filter(({ pictures }) => pictures.some(({ state }) => state === 'kept'))) {
      const person = orders.get(id);
      const paid = pictures.filter(({ state, url }) => (state === 'kept' || state === 'delivered') && url !== null).length;
      const shown = await person?.actor.command('krea-show', { id }).message((message) => message.text.includes('asked by'));
      expect(shown).toSatisfy(hasPictures(paid));
    }
  });
});

/** Still worked on, or not told yet; what is uncertain may stay so. */
function isOpen({ state, deliveryPart }: Picture): boolean {
  return state !== 'uncertain' && (!ENDED.has(state) || deliveryPart === null);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function isFirst<Item>(item: Item, index: number, all: readonly Item[]): boolean {
  return all.indexOf(item) === index;
}
