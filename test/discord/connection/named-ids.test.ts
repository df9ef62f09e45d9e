import { ApplicationCommandOptionType as Type } from 'discord.js';
import { expect, test } from 'vitest';

import { kreaBudgetCommand } from '../../../commands/krea-budget/command.ts';
import { setMoneyStage } from '../../app/budget/money-stage.ts';

const NAMING: ReadonlySet<number> = new Set([Type.User, Type.Role, Type.Channel, Type.Mentionable]);
const stage = setMoneyStage();
const command = kreaBudgetCommand(stage.app);
const subcommands = (command.definition.options ?? []).filter((option) => option.type === Type.Subcommand);
const ids = subcommands.flatMap(({ name, options = [] }) =>
  options.filter(({ type }) => NAMING.has(type)).map((option) => [name, option.name] as const),
);

test('there are options that name somebody or something', () => {
  expect(ids.map((names) => names.join(' '))).toEqual(
    expect.arrayContaining([
      'member who',
      'role who',
      'explain who',
      'channels channel',
      'moderators role',
      'alerts channel',
      'alerts role',
      'log person',
    ]),
  );
});

test.each(ids)('what is no id is refused in words: /krea-budget %s, %s', (subcommand, option) => {
  for (const nonsense of [
    '1',
    '',
    'everyone',
    '12345678901234567890123',
    '1e17',
    '-10000000000000000',
    '１２３４５６７８９０１２３４５６７８',
    '__proto__',
    ' 100000000000000001',
  ]) {
    const values = { who: '100000000000000001', channel: '400000000000000001', allow: true, [option]: nonsense };
    const given = Object.fromEntries(
      Object.entries(values).filter(
        ([name]) =>
          name === option ||
          subcommands.some((one) => one.name === subcommand && one.options?.some((known) => known.name === name)),
      ),
    );
    expect(
      command.read(stage.moderator(), {
        subcommand,
        values: given,
        files: new Map(),
        memberRoles: new Map(),
        foreign: null,
        focused: null,
      }),
    ).toEqual({
      refused: { kind: 'invalid-option', option, rule: { kind: 'not-suggested-by-discord' } },
    });
  }
});
