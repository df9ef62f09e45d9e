import type { DiscordSandbox } from '../../../sandbox/discord/index.ts';
import type { Person, Server } from '../wire/state.ts';

/** Everybody in the page's Discord, and where they can go. */
export interface Cast {
  people: ReadonlyMap<string, Person>;
  bot: Person;
  servers: readonly Server[];
  /** Where somebody starts. */
  homeOf(userId: string): string;
}

const COLORS = { mia: '#e0709d', ben: '#3ba55c', olga: '#f0873d', noa: '#5b9bd5', ines: '#9b6dd6' };
const MODERATOR = ['ManageGuild', 'ManageMessages', 'ModerateMembers', 'ViewChannel', 'SendMessages'] as const;

/** Fills the local Discord with two servers and the people in them. */
export function createCast({ world, as, applicationId }: DiscordSandbox): Cast {
  const people = new Map<string, Person>();
  const add = (name: keyof typeof COLORS, role: string, isPlayable = true): string => {
    const globalName = name.charAt(0).toUpperCase() + name.slice(1);
    const { id } = world.addUser({ name, globalName });
    people.set(id, { id, name: globalName, role, color: COLORS[name], isBot: false, isPlayable });
    return id;
  };
  const mia = add('mia', 'member');
  const ben = add('ben', 'member');
  const olga = add('olga', 'moderator');
  const noa = add('noa', 'other server');
  const ines = add('ines', 'owner', false);

  const lanterns = world.addGuild({ name: 'Lantern House', ownerId: ines });
  const moderators = world.addRole(lanterns.id, { name: 'Moderators', permissions: MODERATOR, mentionable: true });
  world.addMember(lanterns.id, mia);
  world.addMember(lanterns.id, ben);
  world.addMember(lanterns.id, olga, [moderators.id]);
  const pictures = world.addChannel(lanterns.id, { name: 'pictures' });
  const sketchbook = world.addChannel(lanterns.id, { name: 'sketchbook' });
  const office = world.addChannel(lanterns.id, { name: 'moderators' });
  world.overwrite(office.id, lanterns.id, { deny: ['ViewChannel'] });
  world.overwrite(office.id, moderators.id, { allow: ['ViewChannel'] });
  world.overwrite(office.id, applicationId, { allow: ['ViewChannel'] });

  const boats = world.addGuild({ name: 'Paper Boats', ownerId: noa });
  const harbour = world.addChannel(boats.id, { name: 'harbour' });
  // Both owners run the bot: servers of others would wait for their leave.
  world.giveApplicationTo({ ownerId: ines, members: [{ userId: noa, role: 'developer' }] });

  as(olga, { channelId: pictures.id }).say(
    'Welcome to **#pictures**! Type `/krea`, say what you would like to see, and drop an image into the box to lend its style.',
  );
  as(noa, { channelId: harbour.id }).say('A server of my own, with a budget of its own.');

  return {
    people,
    bot: { id: applicationId, name: 'Krea', role: 'app', color: '#5865f2', isBot: true, isPlayable: false },
    servers: [
      {
        id: lanterns.id,
        name: lanterns.name,
        channels: [listed(pictures), listed(sketchbook), listed(office, true)],
        roles: [everyone(lanterns), { id: moderators.id, name: moderators.name }],
      },
      { id: boats.id, name: boats.name, channels: [listed(harbour)], roles: [everyone(boats)] },
    ],
    homeOf: (userId) => (userId === noa ? harbour.id : pictures.id),
  };
}

/** The role that everybody has bears the server's id. */
function everyone({ id }: { id: string }): Server['roles'][number] {
  return { id, name: 'everyone' };
}

function listed({ id, name }: { id: string; name: string }, isPrivate = false): Server['channels'][number] {
  return { id, name, isPrivate };
}
