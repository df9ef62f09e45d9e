import { expect, test } from 'vitest';

import { kreaCommand } from '../../../commands/krea/command.ts';
import { SCHEMA_STRENGTHS } from '../../../src/core/picture/request.ts';
import { parseInteraction } from '../../../src/discord/interactions/interaction.ts';
import { setAppStage } from '../../app/app-stage.ts';

const ID = '1234567890123456789';

test.each([
  ['that is cut within an emoji', `${'x'.repeat(99)}🦩`, `${'x'.repeat(99)}…`],
  ['that nobody can see', '\u{200b}\u{2060}', 'style-1'],
  ['of several lines', 'gouache\nby hand', 'gouache by hand'],
])('a style with a name %s is offered by one that Discord takes', async (_, title, name) => {
  const { app } = setAppStage();
  const { suggest } = kreaCommand(
    { ...app, styles: { ...app.styles, search: async () => [{ id: 'style-1', title }] } },
    SCHEMA_STRENGTHS,
  );
  const visitor = parseInteraction(
    { id: ID, application_id: ID, token: 'token', type: 4, channel_id: ID, user: { id: ID }, data: { name: 'krea' } },
    0,
  )?.visitor;
  if (visitor === undefined) throw new Error('The interaction cannot be read.');

  expect(await suggest?.(visitor, { name: 'style', text: '', subcommand: null })).toEqual([{ name, value: 'style-1' }]);
});
