import { expect, test } from 'vitest';

import type { Fault, InteractionHandle, LoggedRequest } from '../../sandbox/discord/index.ts';
import { bookErrors, recorded } from '../ledger-check.ts';
import { showingsOf } from '../showings.ts';
import { addServer, hasPictures, shareStudio } from '../studio.ts';
import type { Server } from '../studio.ts';

const studio = shareStudio({ hurry: 10 });

const HANG = { hang: true } as const;
const LANDED_AND_HANG = { afterEffect: true, hang: true } as const;

/** Breaks the next request that carries files by this method; resolves when Discord has it. */
async function breakFiles(
  method: 'PATCH' | 'POST',
  how: Fault,
  isMeant: (request: LoggedRequest) => boolean = () => true,
): Promise<void> {
  return new Promise((resolve) => {
    const route = (request: LoggedRequest): boolean => {
      if (request.files.length === 0 || !isMeant(request)) return false;
      resolve();
      return true;
    };
    studio().discord.faults.add({ method, route, ...how });
  });
}

async function expectDeliveredOnce({ id }: InteractionHandle, { channelId, member }: Server): Promise<void> {
  const shown = showingsOf(studio(), id, { channelId, userId: member.userId });
  expect(shown).toHaveLength(1);
  expect((await recorded(studio(), id)).pictures[0]?.state).toBe('delivered');
  expect(await bookErrors(studio())).toEqual([]);
}

test('killed after the edit of the reply landed but before its answer came, it does not deliver again', async () => {
  const here = addServer(studio(), 'landed-reply');
  void breakFiles('PATCH', LANDED_AND_HANG);
  const order = here.member.command('krea', { prompt: 'a landed edit' });
  await order.message(hasPictures(1));

  await studio().bot().kill();
  const before = studio().discord.requests.length;
  await studio().restart();
  await studio().bot().logged('delivery had landed before');

  expect(
    studio()
      .discord.requests.slice(before)
      .filter(({ files }) => files.length > 0),
  ).toEqual([]);
  await expectDeliveredOnce(order, here);
});

test('killed while the edit of the reply hangs without effect, it delivers into the reply after the restart', async () => {
  const here = addServer(studio(), 'hanging-reply');
  const hangs = breakFiles('PATCH', HANG);
  const order = here.member.command('krea', { prompt: 'a hanging edit' });
  await hangs;

  await studio().bot().kill();
  await studio().restart();
  await order.message(hasPictures(1));
  await studio().bot().logged('"delivered"');

  await expectDeliveredOnce(order, here);
});

test('killed after the post in the channel landed but before its answer came, it does not post again', async () => {
  const { discord } = studio();
  const here = addServer(studio(), 'landed-post');
  studio().krea.next({ durationMs: 1_000 });
  void breakFiles('POST', LANDED_AND_HANG);
  const order = here.member.command('krea', { prompt: 'a landed post' });
  await order.acknowledged();
  discord.expireToken(order.id);
  const posted = await discord.waitFor(here.channelId, hasPictures(1));
  expect(posted.pings.users).toEqual([here.member.userId]);

  await studio().bot().kill();
  await studio().restart();
  await studio().bot().logged('delivery had landed before');

  await expectDeliveredOnce(order, here);
});

test('killed while the post in the channel hangs without effect, it posts once after the restart', async () => {
  const { discord } = studio();
  const here = addServer(studio(), 'hanging-post');
  studio().krea.next({ durationMs: 1_000 });
  const hangs = breakFiles('POST', HANG);
  const order = here.member.command('krea', { prompt: 'a hanging post' });
  await order.acknowledged();
  discord.expireToken(order.id);
  await hangs;

  await studio().bot().kill();
  await studio().restart();
  const posted = await discord.waitFor(here.channelId, hasPictures(1));
  await studio().bot().logged('"delivered"');

  expect(posted.pings).toEqual({ everyone: false, users: [here.member.userId], roles: [] });
  await expectDeliveredOnce(order, here);
});

test('killed after the direct message landed but before its answer came, it does not send again', async () => {
  const { discord } = studio();
  const here = addServer(studio(), 'landed-direct');
  studio().krea.next({ durationMs: 1_000 });
  const order = here.member.command('krea', { prompt: 'a landed message' });
  await order.acknowledged();
  discord.world.denyBot(here.channelId, 'AttachFiles');
  void breakFiles('POST', LANDED_AND_HANG, ({ path }) => !path.includes(here.channelId));
  await discord.waitFor(here.member.userId, hasPictures(1));

  await studio().bot().kill();
  await studio().restart();
  await studio().bot().logged('delivery had landed before');

  await expectDeliveredOnce(order, here);
});
