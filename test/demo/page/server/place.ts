import type { Person, PlaceState } from '../wire/state.ts';
import { readCommands } from './commands.ts';
import type { Stage } from './stage.ts';

/** Where a person is and what they are offered there; a channel they do not see is left for their own. */
export function readPlace({ discord, cast, krea }: Stage, wantedUserId: string, wantedChannelId: string): PlaceState {
  const { client } = discord;
  const me = personOf(cast.people, wantedUserId);
  const { id: userId } = me;
  const directChannelId = client.directChannelId(userId);
  const servers = cast.servers.flatMap((server) => {
    const channels = server.channels.filter(({ id }) => client.can(userId, id, 'ViewChannel'));
    return channels.length === 0 ? [] : [{ ...server, channels }];
  });
  const all = servers.flatMap(({ id: guildId, channels }) =>
    channels.map(({ id: channelId, name }) => ({ channelId, guildId, name })),
  );
  const direct = { channelId: directChannelId, guildId: null, name: cast.bot.name };
  const wanted = [...all, direct].find(({ channelId }) => channelId === wantedChannelId);
  const here = wanted ?? all.find(({ channelId }) => channelId === cast.homeOf(userId)) ?? direct;
  const everybody = [...cast.people.values(), cast.bot];
  return {
    me,
    people: everybody,
    bot: cast.bot,
    servers,
    directChannelId,
    here: {
      ...here,
      maySpeak: client.can(userId, here.channelId, 'SendMessages'),
      mayManageMessages: here.guildId !== null && client.can(userId, here.channelId, 'ManageMessages'),
    },
    memberIds: everybody.filter(({ id }) => client.can(id, here.channelId, 'ViewChannel')).map(({ id }) => id),
    ...readCommands(client.commands(userId, here.channelId)),
    uploadLimit: client.uploadLimit(userId, here.channelId),
    isRealKrea: krea.sandbox === null,
  };
}

function personOf(people: ReadonlyMap<string, Person>, id: string): Person {
  const [first] = people.values();
  const person = people.get(id) ?? first;
  if (person === undefined) throw new Error('There is nobody to act as.');
  return person;
}
