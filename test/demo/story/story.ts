import { formatUsd } from '../../../src/core/money/money.ts';
import type { InteractionHandle, MessageView } from '../../sandbox/discord/index.ts';
import { createPainter } from '../../sandbox/krea/painter/index.ts';
import type { Person } from './local-world.ts';
import { cutThePower } from './power-cut.ts';
import { agrees, reconcile } from './reconcile.ts';
import type { Scene } from './scene.ts';
import type { Teller } from './teller.ts';

/** Plays everything a server does with the bot in its first minutes. Throws when something does not go as it must. */
export async function playStory(scene: Scene): Promise<void> {
  const { mia, ben } = scene.world.members;
  const first = await styleReference(scene, mia);
  await reroll(scene, ben, first);
  const varied = await vary(scene, mia, first);
  await batch(scene, ben);
  await remix(scene, mia, varied);
  await overTheBudget(scene, ben);
  await cutThePower(scene, ben);
  await settleUp(scene);
}

async function styleReference({ tell, album }: Scene, mia: Person): Promise<MessageView> {
  tell.act('A picture with a style reference');
  const bytes = await createPainter(768).paint({ prompt: 'a forest at dusk', seed: 7, ratio: '4:3' });
  await album.add('1-reference-by-mia.png', bytes);
  tell.does(mia.name, '/krea prompt: a lighthouse above a quiet sea  aspect_ratio: 3:2  reference1: dusk.png');
  const run = mia.actor.command(
    'krea',
    { prompt: 'a lighthouse above a quiet sea', aspect_ratio: '3:2', seed: 2026, reference1_strength: 0.9 },
    { attachments: { reference1: { name: 'dusk.png', bytes } } },
  );
  return await arrives({ tell, album }, run, { pictures: 1, as: '1-style-reference' });
}

async function reroll({ tell, album }: Scene, ben: Person, first: MessageView): Promise<void> {
  tell.act('Reroll: the same seed, the same picture');
  const again = await arrives({ tell, album }, press(tell, ben, first, 'Reroll'), { pictures: 1, as: '2-reroll' });
  const isSame = first.pictures[0]?.bytes?.equals(again.pictures[0]?.bytes ?? Buffer.alloc(0)) === true;
  if (!isSame) throw new Error('The reroll is not the same picture.');
  tell.note('Byte for byte the picture that Mia got: seed, settings and style reference are all kept.');
}

async function vary({ tell, album }: Scene, mia: Person, first: MessageView): Promise<MessageView> {
  tell.act('Vary: everything equal but the seed');
  return await arrives({ tell, album }, press(tell, mia, first, 'Vary'), { pictures: 1, as: '3-vary' });
}

async function batch({ tell, album }: Scene, ben: Person): Promise<void> {
  tell.act('Four at once');
  tell.does(ben.name, '/krea prompt: a garden of glass flowers  variant: medium-turbo  count: 4');
  const run = ben.actor.command('krea', {
    prompt: 'a garden of glass flowers',
    variant: 'medium-turbo',
    creativity: 'high',
    count: 4,
    seed: 100,
  });
  await arrives({ tell, album }, run, { pictures: 4, as: '4-batch' });
}

async function remix({ tell, album }: Scene, mia: Person, varied: MessageView): Promise<void> {
  tell.act('Remix: other words, the same style');
  const modal = await press(tell, mia, varied, 'Remix').modal();
  tell.does(mia.name, 'changes the prompt to “a street of lanterns at night”, the model to Large');
  const run = mia.actor.submit(modal, { Prompt: 'a street of lanterns at night', Model: ['large'] });
  await arrives({ tell, album }, run, { pictures: 1, as: '5-remix' });
}

async function overTheBudget({ tell, world }: Scene, ben: Person): Promise<void> {
  const { krea, moderator } = world;
  tell.act('The budget holds, until the moderator raises it');
  const before = krea.submits().length;
  tell.does(ben.name, '/krea prompt: a city in the clouds  variant: large  count: 4');
  const refused = await ben.actor
    .command('krea', { prompt: 'a city in the clouds', variant: 'large', count: 4 })
    .message(({ ephemeral }) => ephemeral);
  tell.shows(refused);
  if (krea.submits().length !== before) throw new Error('A refused request went to Krea.');
  tell.does(moderator.name, '/krea-budget set amount: 2');
  tell.shows(await moderator.actor.command('krea-budget set', { amount: '2' }).message());
}

async function settleUp({ world, tell }: Scene): Promise<void> {
  tell.act('The reckoning: Krea’s bill against the ledger');
  const code = await world.bot().stop();
  if (code !== 0) throw new Error(`The bot ended with exit code ${code}.`);
  const found = await reconcile(world);
  const { billed, settled, stillHeld, shown } = found;
  tell.does('Krea', `billed ${billed.pictures} pictures: ${formatUsd(billed.micros)}`);
  tell.does(
    'Ledger',
    `charged ${settled.pictures} pictures: ${formatUsd(settled.micros)}; ${formatUsd(stillHeld)} still reserved`,
  );
  tell.does(
    'Discord',
    `shows ${shown.pictures} pictures, ${shown.tooOften === 0 ? 'each of them once' : `${shown.tooOften} of them twice`}`,
  );
  if (!agrees(found))
    throw new Error(`The books do not agree. Jobs that differ: ${found.differences.join(', ') || 'none'}.`);
  tell.note('The same to the cent, job by job.');
}

function press(tell: Teller, who: Person, message: MessageView, label: string): InteractionHandle {
  const button = message.buttons.find((one) => one.label.startsWith(label));
  if (button?.customId === undefined || button.customId === null) throw new Error(`There is no button ${label}.`);
  tell.does(who.name, `presses [${button.label}]`);
  return who.actor.press(message, button.customId);
}

/** Waits until the pictures stand in Discord, tells what the bot shows with them and saves them. */
async function arrives(
  { tell, album }: Omit<Scene, 'world'>,
  run: InteractionHandle,
  wanted: { pictures: number; as: string },
): Promise<MessageView> {
  const startedAt = performance.now();
  const { atMs } = await run.acknowledged();
  const message = await run.message(({ pictures, ephemeral }) => ephemeral || pictures.length > 0);
  if (message.pictures.length !== wanted.pictures) throw new Error(`The bot answers: ${message.text}`);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  tell.shows(message);
  tell.note(`Acknowledged after ${atMs} ms, delivered after ${seconds} s.`);
  await album.keep(wanted.as, message);
  return message;
}
