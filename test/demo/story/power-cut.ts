import type { Person } from './local-world.ts';
import type { Scene } from './scene.ts';

const COUNT = 4;

/** The bot is killed while Krea paints; what was paid for arrives after the next start, once. */
export async function cutThePower({ world, tell, album }: Scene, who: Person): Promise<void> {
  const { krea, discord, channelId } = world;
  tell.act('A power cut while Krea paints');
  const submitsBefore = krea.submits().length;
  const billedBefore = krea.bill().length;
  tell.does(who.name, `/krea prompt: a city in the clouds  variant: large  aspect_ratio: 16:9  count: ${COUNT}`);
  const run = who.actor.command('krea', {
    prompt: 'a city in the clouds',
    variant: 'large',
    aspect_ratio: '16:9',
    count: COUNT,
    seed: 40,
  });

  await krea.waitFor((now) => now.submits().length === submitsBefore + COUNT && now.count('sampling') > 0, {
    what: 'four pictures at Krea, being painted',
  });
  await world.bot().kill();
  tell.does('Power', 'goes out: the bot is killed (kill -9) in the middle of its work');
  await krea.waitFor((now) => now.bill().length === billedBefore + COUNT, { what: 'four finished pictures at Krea' });
  tell.does('Krea', 'finishes the pictures, bills them, and nobody is there to fetch them');
  await world.startBot();
  tell.does('Power', 'comes back: the bot starts again over the same database');

  const message = await run.message(({ pictures }) => pictures.length === COUNT);
  tell.shows(message);
  await album.keep('6-after-the-power-cut', message);
  const copies = discord
    .messages(channelId)
    .filter(({ pictures }) => pictures.some(({ name }) => name.includes(run.id)));
  if (copies.length !== 1) throw new Error(`The pictures stand in ${copies.length} messages.`);
  if (krea.submits().length !== submitsBefore + COUNT) throw new Error('Krea was asked for the same pictures again.');
  tell.note('All four in one message. Krea was asked for four pictures, before the power cut, and never again.');
}
