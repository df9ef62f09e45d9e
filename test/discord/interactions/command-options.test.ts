import { expect, test } from 'vitest';

import { commandOptions, commandSchema } from '../../../src/discord/interactions/command-options.ts';

const read = (options: object[]) =>
  commandOptions(commandSchema.parse({ name: 'krea-budget', options }), '1300000000000000001');

test('a subcommand, which has no value, is read with its options', () => {
  const { options } = read([{ type: 1, name: 'set', options: [{ type: 3, name: 'period', value: 'week' }] }]);
  expect(options).toMatchObject({ subcommand: 'set', values: { period: 'week' } });
});

test('a subcommand without options is read', () => {
  expect(read([{ type: 1, name: 'show' }]).options).toMatchObject({ subcommand: 'show', values: {} });
});

test('an option of a kind that Discord adds later is a value like others', () => {
  expect(read([{ type: 77, name: 'odd', value: { is: 'new' } }]).options.values).toEqual({ odd: { is: 'new' } });
});
