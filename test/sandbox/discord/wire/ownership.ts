import type { Team } from '../state/entities.ts';
import type { JsonObject } from '../state/json.ts';
import type { World } from '../state/world.ts';
import { wireUser, wireUserById } from './guilds.ts';

const INVITED = 1;
const ACCEPTED = 2;

/** Whose the application is, as `GET /applications/@me` tells it. */
export function wireOwnership(world: World): JsonObject {
  const { ownerId, team } = world.application;
  if (team === null) return { owner: wireUserById(world, ownerId ?? world.bot.id), team: null };
  // A team's application belongs to a user that is no person and only stands for the team.
  return {
    owner: wireUser({ id: team.id, username: `team${team.id}`, globalName: null, bot: false }),
    team: wireTeam(world, team),
  };
}

function wireTeam(world: World, team: Team): JsonObject {
  const member = (userId: string, role: string, state: number): JsonObject => {
    const { id, username, discriminator, avatar } = wireUserById(world, userId);
    return {
      user: { id, username, discriminator, avatar },
      team_id: team.id,
      membership_state: state,
      role,
      permissions: ['*'],
    };
  };
  return {
    id: team.id,
    icon: null,
    name: 'Team',
    owner_user_id: team.ownerId,
    // The owner stands among the members, as an admin.
    members: [
      member(team.ownerId, 'admin', ACCEPTED),
      ...team.members.map(({ userId, role, isInvited = false }) =>
        member(userId, role, isInvited ? INVITED : ACCEPTED),
      ),
    ],
  };
}
