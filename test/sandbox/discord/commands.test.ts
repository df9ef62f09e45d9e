import { Routes } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { setStage } from './testing.ts';
import type { Stage } from './testing.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ buckets: {}, requestsPerSecond: 1000 });
});
afterAll(async () => {
  await stage.stop();
});

const times = (count: number, make: (n: number) => object): object[] =>
  Array.from({ length: count }, (_, n) => make(n));

test.each<[string, object[]]>([
  ['an upper-case name', [{ name: 'Draw', description: 'x' }]],
  ['a description of 101 characters', [{ name: 'draw', description: 'x'.repeat(101) }]],
  ['no description', [{ name: 'draw' }]],
  ['a name twice', times(2, () => ({ name: 'draw', description: 'x' }))],
  ['101 commands', times(101, (n) => ({ name: `draw${n}`, description: 'x' }))],
  ['16 message commands', times(16, (n) => ({ name: `draw${n}`, type: 3 }))],
  [
    '26 options',
    [{ name: 'draw', description: 'x', options: times(26, (n) => ({ type: 3, name: `o${n}`, description: 'x' })) }],
  ],
  [
    'a required option after an optional one',
    [
      {
        name: 'draw',
        description: 'x',
        options: [
          { type: 3, name: 'a', description: 'x' },
          { type: 3, name: 'b', description: 'x', required: true },
        ],
      },
    ],
  ],
  [
    'choices beside autocomplete',
    [
      {
        name: 'draw',
        description: 'x',
        options: [{ type: 3, name: 'a', description: 'x', autocomplete: true, choices: [{ name: 'a', value: 'a' }] }],
      },
    ],
  ],
  [
    '26 choices',
    [
      {
        name: 'draw',
        description: 'x',
        options: [{ type: 3, name: 'a', description: 'x', choices: times(26, (n) => ({ name: `${n}`, value: 'a' })) }],
      },
    ],
  ],
  ['an unknown locale', [{ name: 'draw', description: 'x', name_localizations: { xx: 'a' } }]],
  [
    'options beside sub-commands',
    [
      {
        name: 'draw',
        description: 'x',
        options: [
          { type: 1, name: 'a', description: 'x' },
          { type: 3, name: 'b', description: 'x' },
        ],
      },
    ],
  ],
  [
    'more than 8000 characters',
    [
      {
        name: 'draw',
        description: 'x',
        options: times(25, (n) => ({
          type: 3,
          name: `o${n}`,
          description: 'x'.repeat(100),
          choices: times(10, (m) => ({ name: `${m}${'x'.repeat(30)}`, value: 'y' })),
        })),
      },
    ],
  ],
])('Refused as commands: %s.', async (_, body) => {
  await expect(
    stage.client.rest.put(Routes.applicationCommands(stage.discord.applicationId), { body }),
  ).rejects.toMatchObject({ code: 50035 });
});

test('Unchanged commands keep their id and version, and localizations come when asked for.', async () => {
  const route = Routes.applicationCommands(stage.discord.applicationId);
  const commands = [
    { name: 'draw', description: 'Draws', name_localizations: { de: 'malen' } },
    { name: 'Use', type: 3 },
  ];
  const first: unknown = await stage.client.rest.put(route, { body: commands });
  expect(await stage.client.rest.put(route, { body: commands })).toEqual(first);
  expect(await stage.client.rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) })).toEqual(
    first,
  );
  const plain: unknown = await stage.client.rest.get(route);
  expect(plain).toMatchObject([
    { name: 'draw', version: expect.any(String), contexts: null },
    { name: 'Use', type: 3, description: '' },
  ]);
  expect(JSON.stringify(plain)).not.toContain('malen');
  await stage.client.rest.put(Routes.applicationGuildCommands(stage.discord.applicationId, stage.guildId), {
    body: [{ name: 'here', description: 'x' }],
  });
  expect(await stage.client.rest.get(route)).toHaveLength(2);
});
