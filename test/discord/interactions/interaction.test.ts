import { InteractionType } from 'discord.js';
import { expect, test } from 'vitest';

import { parseInteraction } from '../../../src/discord/interactions/interaction.ts';

const ID = '1234567890123456789';
const command = (facts: object, channel: object = {}) => ({
  id: ID,
  application_id: ID,
  token: 'token',
  type: InteractionType.ApplicationCommand,
  guild_id: ID,
  channel: { id: ID, type: 0, ...channel },
  member: { user: { id: ID }, roles: [], permissions: '8' },
  data: { name: 'krea' },
  ...facts,
});

test.each<[string, unknown]>([
  ['absent', undefined],
  ['null', null],
  ['of a kind that is new', { as: 'an object' }],
  ['no number', Number.MAX_VALUE],
])('what only helps may be %s: whoever asks is heard, with the nearest that is safe', (_, value) => {
  const told = parseInteraction(
    command({ app_permissions: value, guild_locale: value, attachment_size_limit: value }, { nsfw: value }),
    0,
  );
  expect(told?.visitor).toMatchObject({
    memberPermissions: 8n,
    appPermissions: 0n,
    isAgeRestricted: false,
    attachmentLimit: 10 * 1024 * 1024,
  });
  expect(told?.visitor.guildLocale).toBeUndefined();
});

test.each<[string, object]>([
  ['whose money it costs', { authorizing_integration_owners: { 0: 7 } }],
  ['what a member may do', { member: { user: { id: ID }, permissions: null } }],
  ['who asks', { member: { user: { id: 'nobody' }, permissions: '8' } }],
])('%s is never guessed', (_, facts) => {
  expect(parseInteraction(command(facts), 0)).toBeUndefined();
});
