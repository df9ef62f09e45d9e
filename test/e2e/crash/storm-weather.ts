import type { Dice } from '../../sandbox/krea/painter/dice.ts';
import type { Server, Studio } from '../studio.ts';

/** How a Krea job may go wrong; every way leaves an end that can be told. */
function spoilJob({ krea }: Studio, dice: Dice): void {
  const ways = [
    () => krea.next({ end: { failed: dice.pick(['object', 'string', 'result', 'none']) } }),
    () => krea.next({ moderation: dice.pick(['submit', 'failed']) }),
    () => krea.next({ refuse: dice.pick(['too-many-retry-after', 'bad-request']) }),
    () => krea.next({ media: { kind: dice.pick(['drop', 'missing', 'truncated', 'html']), times: 1 } }),
    () => krea.next({ media: 'oversized' }),
    () => krea.next({ urls: dice.pick(['objects', 'map', 'empty']) }),
    () => krea.next({ durationMs: dice.int(0, 1_500) }),
    () => krea.next({ onCancel: dice.pick(['completes', 'gone', 'not-found']) }),
  ] as const;
  dice.pick(ways)();
}

/** How asking Krea may go wrong: looks, lists, and submits whose answer is lost. */
function spoilKrea({ krea }: Studio, dice: Dice): void {
  const ways = [
    () => krea.faults.add({ method: 'GET', route: '/jobs', status: dice.pick([429, 500, 502]), times: dice.int(1, 3) }),
    () => krea.faults.add({ method: 'GET', route: '/jobs/', dropSocket: true }),
    () => krea.faults.add({ method: 'GET', route: '/jobs/', cut: true }),
    () => krea.faults.add({ method: 'POST', route: '/generate', afterEffect: true, dropSocket: true }),
    () => krea.faults.add({ method: 'POST', route: '/generate', delayMs: dice.int(100, 800) }),
    () => krea.faults.add({ method: 'DELETE', status: 500 }),
  ] as const;
  dice.pick(ways)();
}

function hasFiles({ files }: { files: readonly unknown[] }): boolean {
  return files.length > 0;
}

/** How Discord may go wrong: before or after it did what it was asked. */
function spoilDiscord({ discord }: Studio, dice: Dice): void {
  const method = dice.pick(['PATCH', 'POST']);
  const afterEffect = dice.roll() < 0.5;
  const ways = [
    () => discord.faults.add({ method, route: hasFiles, status: 500, afterEffect, times: dice.int(1, 3) }),
    () => discord.faults.add({ method, route: hasFiles, status: 429, retryAfter: 0.5 }),
    () => discord.faults.add({ method, route: hasFiles, dropSocket: 'end', afterEffect }),
    () => discord.faults.add({ method, route: hasFiles, status: 413, code: 40005 }),
    () => discord.faults.add({ method: 'PATCH', route: hasFiles, status: 400, code: 50035 }),
    () => discord.faults.add({ method: 'GET', route: /messages/, status: 500 }),
    () => discord.faults.add({ method: 'POST', route: /callback$/, status: 500, afterEffect }),
    () => discord.faults.add({ method: 'PATCH', delayMs: dice.int(100, 1_000), afterEffect }),
    () => discord.gateway.drop(4000, { rewind: dice.int(0, 2) }),
  ] as const;
  dice.pick(ways)();
}

/** How a channel may change while pictures are on their way to it. */
function spoilChannel({ discord }: Studio, { channelId }: Server, dice: Dice): void {
  const denied: ('AttachFiles' | 'SendMessages' | 'ViewChannel')[][] = [
    ['AttachFiles'],
    ['SendMessages'],
    ['ViewChannel', 'SendMessages'],
  ];
  discord.world.denyBot(channelId, ...dice.pick([[], ...denied]));
  discord.world.changeChannel(channelId, { autoModWords: dice.roll() < 0.2 ? ['storm'] : [] });
}

/** One more thing that goes wrong once or a few times; returns what. */
export function turnWeather(studio: Studio, servers: readonly [Server, ...Server[]], dice: Dice): string {
  const [what, spoil] = dice.pick([
    ['a job goes wrong', () => spoilJob(studio, dice)],
    ['a request to Krea goes wrong', () => spoilKrea(studio, dice)],
    ['a request to Discord goes wrong', () => spoilDiscord(studio, dice)],
    ['a channel is closed', () => spoilChannel(studio, dice.pick(servers), dice)],
  ]);
  spoil();
  return what;
}

/** Krea and Discord work again. */
export function clearFaults({ krea, discord }: Studio): void {
  krea.calm();
  discord.faults.clear();
}

/** The channels are as they were. */
export function clearChannels({ discord }: Studio, servers: readonly Server[]): void {
  for (const { channelId } of servers) {
    discord.world.denyBot(channelId);
    discord.world.changeChannel(channelId, { autoModWords: [] });
  }
}
