import { once } from 'node:events';

import type { Generation, Picture } from '../../../src/core/picture/generation.ts';
import type { MessageView } from '../../sandbox/discord/index.ts';
import { createDiceBox } from '../../sandbox/krea/painter/dice.ts';
import { deciding } from '../deciding.ts';
import { readStore } from '../ledger-check.ts';
import type { Studio } from '../studio.ts';
import { createOutages } from './storm-outages.ts';
import { act, decideAll } from './storm-people.ts';
import type { Person, StormServer } from './storm-people.ts';
import { clearChannels, clearFaults, turnWeather } from './storm-weather.ts';

/** How a storm went, once everything has come to rest. */
export interface Storm {
  /** Who caused which interaction; some of them became generations. */
  orders: ReadonlyMap<string, Person>;
  generations: readonly Generation[];
  servers: readonly StormServer[];
  /** Every message that shows a result, by the generation's id. */
  shown: ReadonlyMap<string, readonly MessageView[]>;
  /** How often what went wrong. */
  faults: ReadonlyMap<string, number>;
  /** Everything that the bot logged, from its first start on. */
  lines: readonly string[];
}

const ENDED = new Set<Picture['state']>(['delivered', 'kept', 'failed', 'cancelled']);

/**
 * Lets people and moderators act while so many things go wrong, as the seed alone decides, and waits until all is done.
 */
export async function runStorm(
  studio: Studio,
  { seed, faults: wanted }: { seed: string; faults: number },
): Promise<Storm> {
  const box = createDiceBox(seed);
  // Each of its own: what people find to do depends on time, and must not move what goes wrong.
  const [weather, kills, tokens, deeds, pace] = [
    box('weather'),
    box('kills'),
    box('tokens'),
    box('deeds'),
    box('pace'),
  ];
  const [north, south] = await Promise.all(
    ['north', 'south'].map(async (name): Promise<StormServer> => {
      const place = await deciding(studio, name, '0.45');
      return Object.assign(place, { moderators: [place.boss, place.second] });
    }),
  );
  if (north === undefined || south === undefined) throw new Error('A storm needs two servers.');
  const servers = [north, south] as const;
  const [one, ...others] = servers.flatMap((server) =>
    ['a', 'b', 'c'].map((name): Person => ({ actor: server.newMember(name), server })),
  );
  if (one === undefined) throw new Error('A storm needs people.');
  studio.discord.world.setDmsClosed(one.actor.userId, true);

  const orders = new Map<string, Person>();
  const faults = new Map<string, number>();
  const lines: string[] = [];
  const outages = createOutages(studio);
  const note = (what: string): void => void faults.set(what, (faults.get(what) ?? 0) + 1);

  /** Every generation as it is recorded now. */
  async function read(): Promise<Generation[]> {
    return readStore(studio, async ({ journal }) => {
      const found = await Promise.all([...orders.keys()].map(async (id) => journal.find(id)));
      return found.filter((generation) => generation !== undefined);
    });
  }

  /** Resolves when the bot has logged something more, at once when nothing is under way. */
  async function nextLine(): Promise<boolean> {
    const { stdout } = studio.bot().child;
    if (stdout === null) throw new Error('The bot has no output.');
    // Listened before it is looked, and not any longer than that when nothing is under way.
    const looked = new AbortController();
    const more = once(stdout, 'data', { signal: looked.signal });
    if (!(await read()).some(isUnfinished)) {
      looked.abort();
      await more.catch(() => undefined);
      return false;
    }
    await more;
    return true;
  }

  /** Starts the bot as a supervisor does: again, when it ends because Discord refused its token. */
  async function start(): Promise<void> {
    const up = studio.restart().then(() => true);
    up.catch(() => undefined);
    const isUp = await Promise.race([
      up,
      studio
        .bot()
        .ended()
        .then(() => false),
    ]);
    if (!isUp) await start();
  }

  // One that nobody could be given, so that there is one to show on demand however the weather goes.
  studio.krea.next({ durationMs: 1_000 });
  const stranded = one.actor.command('krea', { prompt: 'before the storm', private: true });
  await stranded.acknowledged();
  studio.discord.expireToken(stranded.id);
  orders.set(stranded.id, one);
  await studio.bot().logged('undeliverable', stranded.id);

  for (let count = 0; count < wanted;) {
    if (weather.roll() < 0.8) clearChannels(studio, servers);
    for (let acts = deeds.int(1, 2); acts > 0; acts -= 1) {
      const done = act(studio, [one, ...others], orders, deeds);
      if (done === null) continue;
      orders.set(done.handle.id, done.person);
      // It may be refused, or come while the bot is away: then nothing becomes of it.
      await done.handle.acknowledged().catch(() => undefined);
      if (tokens.roll() < 0.1) studio.discord.expireToken(done.handle.id);
    }
    if (deeds.roll() < 0.25)
      await Promise.all(
        decideAll(studio, deeds.pick(servers), deeds).map(async (press) => press.acknowledged().catch(() => undefined)),
      );
    if (weather.roll() < 0.8) {
      count += 1;
      if (weather.roll() < 0.7) note(turnWeather(studio, servers, weather));
      else note(outages.strike(weather));
    }
    if (kills.roll() < 0.05) {
      count += 1;
      note('kill -9');
      await studio.bot().kill();
      lines.push(...studio.bot().lines);
      await start();
      outages.restarted();
    }
    for (let line = pace.int(0, 12); line > 0 && (await nextLine()); line -= 1);
  }
  await outages.end();
  clearFaults(studio);
  clearChannels(studio, servers);
  while (await nextLine());
  // Of the last presses some may still be judged: an orderly end waits for them, and the next start goes on with what
  // they began.
  await studio.bot().stop();
  lines.push(...studio.bot().lines);
  await start();
  while (await nextLine());
  return {
    orders,
    generations: await read(),
    servers,
    shown: showings(studio, servers, orders),
    faults,
    lines: [...lines, ...studio.bot().lines],
  };
}

/** Still worked on, or not told yet; what is uncertain may stay so. */
function isUnfinished({ pictures }: Generation): boolean {
  return pictures.some(
    ({ state, deliveryPart }) => state !== 'uncertain' && (!ENDED.has(state) || deliveryPart === null),
  );
}

/** All messages that show a result, by the generation's id. */
function showings(
  { discord }: Studio,
  servers: readonly StormServer[],
  orders: ReadonlyMap<string, Person>,
): Map<string, MessageView[]> {
  const people = new Set([...orders.values()].map(({ actor }) => actor.userId));
  const places = [
    ...servers.flatMap(({ channelId }) => discord.messages(channelId)),
    ...[...people].flatMap((id) => discord.directMessages(id)),
  ];
  const byId = places.flatMap((message) => {
    const id = /krea-show id:(\d+)/.exec(message.text)?.[1];
    return id === undefined || !message.text.includes('asked by') ? [] : [{ id, message }];
  });
  return new Map([...Map.groupBy(byId, ({ id }) => id)].map(([id, all]) => [id, all.map(({ message }) => message)]));
}
