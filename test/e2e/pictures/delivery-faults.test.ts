import { describe, expect, test } from 'vitest';

import type { Fault, InteractionHandle } from '../../sandbox/discord/index.ts';
import { bookErrors, recorded } from '../ledger-check.ts';
import { showingsOf } from '../showings.ts';
import { addServer, hasPictures, shareStudio } from '../studio.ts';
import type { Server } from '../studio.ts';

const MIB = 1024 * 1024;

const studio = shareStudio({ krea: { durationMs: 800 }, hurry: 10 });

async function expectShownOnce({ id }: InteractionHandle, { channelId, member }: Server): Promise<void> {
  await studio().bot().logged('"delivered"', id);
  expect(showingsOf(studio(), id, { channelId, userId: member.userId }).map((message) => message.channelId)).toEqual([
    channelId,
  ]);
  const { pictures } = await recorded(studio(), id);
  expect(new Set(pictures.map(({ state }) => state))).toEqual(new Set(['delivered']));
}

const PASSING: [string, Fault][] = [
  ['answers 429 first', { status: 429, retryAfter: 1 }],
  ['breaks down before it takes the picture', { status: 500 }],
  ['breaks down after it took the picture', { status: 500, afterEffect: true }],
  ['drops the connection after it took the picture', { dropSocket: 'end', afterEffect: true }],
];

describe.concurrent('while Discord has trouble', () => {
  test.for(PASSING)('a picture stands once in the reply when Discord %s', async ([, how]) => {
    const here = addServer(studio(), 'reply-trouble');
    const order = here.member.command('krea', { prompt: 'a heron' });
    const fault = studio().discord.faults.add({
      method: 'PATCH',
      route: ({ path, files }) => files.length > 0 && path.includes(order.token),
      ...how,
    });

    const answer = await order.message(hasPictures(1));

    await expectShownOnce(order, here);
    expect(fault.hits()).toBe(1);
    expect(answer.pings.users).toEqual([]);
  });

  test.for(PASSING)('a picture is posted once in the channel when Discord %s', async ([, how]) => {
    const here = addServer(studio(), 'channel-trouble');
    const order = here.member.command('krea', { prompt: 'a heron' });
    const fault = studio().discord.faults.add({
      method: 'POST',
      route: ({ path, files }) => files.length > 0 && path.includes(here.channelId),
      ...how,
    });
    await order.acknowledged();
    studio().discord.expireToken(order.id);

    await expectShownOnce(order, here);
    expect(fault.hits()).toBe(1);
  });

  test('a picture waits for slow mode to let it into the channel', async () => {
    const here = addServer(studio(), 'slow-mode');
    studio().discord.world.changeChannel(here.channelId, { slowmodeSeconds: 3 });
    const orders = ['first', 'second'].map((prompt) => here.newMember(prompt).command('krea', { prompt }));
    for (const order of orders) {
      await order.acknowledged();
      studio().discord.expireToken(order.id);
    }

    for (const order of orders) await expectShownOnce(order, here);
  });
});

test('a picture over the size limit is squeezed until it fits', async () => {
  const here = addServer(studio(), 'large');
  studio().krea.next({ media: 'oversized' });
  const order = here.member.command('krea', { prompt: 'a vast plain' });

  const [picture] = (await order.message(hasPictures(1))).pictures;

  expect(picture?.bytes?.length).toBeLessThanOrEqual(10 * MIB);
  await expectShownOnce(order, here);
});

test('a picture that fits the reply of a member with larger uploads is squeezed for the channel', async () => {
  const { discord, krea } = studio();
  const here = addServer(studio(), 'nitro');
  const user = discord.world.addUser({ name: 'nina', uploadLimit: 50 * MIB });
  discord.world.addMember(here.guildId, user.id);
  krea.next({ media: 'oversized' });
  const order = discord.as(user.id, here).command('krea', { prompt: 'a vast sea' });
  await order.acknowledged();
  discord.expireToken(order.id);

  const [picture] = (await discord.waitFor(here.channelId, hasPictures(1))).pictures;

  expect(picture?.bytes?.length).toBeLessThanOrEqual(10 * MIB);
  await expectShownOnce(order, here);
});

test('four large pictures fit into one request', async () => {
  const { discord, krea } = studio();
  const here = addServer(studio(), 'four-large');
  krea.next({ media: 'oversized', times: 4 });
  const order = here.member.command('krea', { prompt: 'a vast sky', count: 4 });

  await order.message(hasPictures(4));

  const sent = discord.requests
    .filter(({ method, path }) => method === 'PATCH' && path.includes(order.token))
    .map(({ files }) => files.reduce((sum, { size }) => sum + size, 0));
  expect(Math.max(...sent)).toBeLessThan(25 * MIB);
  await expectShownOnce(order, here);
});

test('a size limit that Discord never told is found by trying smaller files', async () => {
  const here = addServer(studio(), 'small-limit');
  studio().krea.next({ media: 'oversized' });
  const order = here.member.command('krea', { prompt: 'a small door' });
  studio().discord.faults.add({
    method: 'PATCH',
    route: ({ files }) => files.length > 0,
    status: 413,
    code: 40005,
    times: 2,
  });

  await order.message(hasPictures(1));

  await expectShownOnce(order, here);
});

test('after all of that the books are right', async () => {
  expect(await bookErrors(studio())).toEqual([]);
});
