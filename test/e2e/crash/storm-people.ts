import type { Actor, InteractionHandle } from '../../sandbox/discord/index.ts';
import type { Dice } from '../../sandbox/krea/painter/dice.ts';
import type { Server, Studio } from '../studio.ts';

/** Somebody in the storm, and the server they act in. */
export interface Person {
  actor: Actor;
  server: Server;
}

/** A server of the storm, with moderators who decide about requests. */
export interface StormServer extends Server {
  alertsId: string;
  moderators: readonly Actor[];
}

/** Moderators decide about everything that is open, all of them at the same moment. */
export function decideAll({ discord }: Studio, { alertsId, moderators }: StormServer, dice: Dice): InteractionHandle[] {
  const wanted = dice.pick([/^Approve once$/, /^Approve/, /^Approve and raise/]);
  return discord.messages(alertsId).flatMap((card) => {
    const button = card.buttons.find(({ label }) => wanted.test(label));
    return button === undefined || button.customId === null
      ? []
      : moderators.map((moderator) => moderator.press(card, button.customId ?? ''));
  });
}

/**
 * One more thing that somebody does: a command, a press on a result, a cancel, or a request to the moderators; null
 * when there was nothing to press.
 */
export function act(
  studio: Studio,
  people: readonly [Person, ...Person[]],
  orders: ReadonlyMap<string, Person>,
  dice: Dice,
): { handle: InteractionHandle; person: Person } | null {
  const person = dice.pick(people);
  const begging = dice.roll() < 0.5 ? press(studio, person, /^Ask a moderator$/, dice) : null;
  if (begging !== null) return begging;
  const what = dice.roll();
  if (what < 0.6) {
    const isPrivate = dice.roll() < 0.2;
    const count = dice.roll() < 0.5 ? 1 : dice.int(2, 4);
    const options = { prompt: `storm ${dice.int(1, 1000)}`, count, ...(isPrivate && { private: true }) };
    return { handle: person.actor.command('krea', options, { deliverTwice: dice.roll() < 0.1 }), person };
  }
  if (what < 0.9) return press(studio, person, /^(?:Reroll|Vary|Try)\b.*\$/, dice);
  const own = [...orders.values()].filter(({ server }) => server === person.server);
  const [first, ...others] = own;
  return first === undefined ? null : press(studio, dice.pick([first, ...others]), /^Cancel$/, dice);
}

/** Presses one of the buttons that the person sees and whose label fits. */
function press(
  { discord }: Studio,
  person: Person,
  label: RegExp,
  dice: Dice,
): { handle: InteractionHandle; person: Person } | null {
  const { actor, server } = person;
  const offers = discord
    .visibleTo(actor.userId, server.channelId)
    .flatMap((message) =>
      message.buttons.flatMap(({ label: words, customId }) =>
        customId !== null && label.test(words) ? [{ message, customId }] : [],
      ),
    );
  const [first, ...others] = offers;
  if (first === undefined) return null;
  const { message, customId } = dice.pick([first, ...others]);
  return { handle: actor.press(message, customId, { deliverTwice: dice.roll() < 0.1 }), person };
}
