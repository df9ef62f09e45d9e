import { MessageFlags, Routes } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { png, setStage } from './testing.ts';
import type { Stage } from './testing.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage({ buckets: {}, requestsPerSecond: 1000 });
});
afterAll(async () => {
  await stage.stop();
});

const V2 = MessageFlags.IsComponentsV2;
const text = (content = 'x'): object => ({ type: 10, content });
const button = (fields: object = {}): object => ({ type: 2, style: 1, label: 'Go', custom_id: 'go', ...fields });
const row = (...components: object[]): object => ({ type: 1, components });
const gallery = (count: number, url = 'https://example.com/a.png'): object => ({
  type: 12,
  items: Array.from({ length: count }, () => ({ media: { url } })),
});
const times = (count: number, make: (n: number) => object): object[] =>
  Array.from({ length: count }, (_, n) => make(n));

async function send(body: object, files: { name: string; data: Buffer }[] = []): Promise<unknown> {
  return stage.client.rest.post(Routes.channelMessages(stage.channelId), { body, files });
}

/** The places Discord complains about. */
async function complaints(body: object): Promise<unknown> {
  const error: unknown = await send(body).then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof Error && 'rawError' in error ? error.rawError : error;
}

const v2 = (...components: object[]): object => ({ flags: V2, components });

test.each<[string, object]>([
  ['41 components in all', v2({ type: 17, components: times(40, () => text()) })],
  ['4001 characters in all', v2(text('x'.repeat(2000)), text('x'.repeat(2001)))],
  ['an empty text display', v2(text(''))],
  ['content beside V2', { ...v2(text()), content: 'x' }],
  ['embeds beside V2', { ...v2(text()), embeds: [{ title: 'x' }] }],
  ['V2 components without the flag', { components: [text()] }],
  ['a custom id twice', v2(row(button(), button()))],
  ['a label of 81 characters', v2(row(button({ label: 'x'.repeat(81) })))],
  ['a custom id of 101 characters', v2(row(button({ custom_id: 'x'.repeat(101) })))],
  ['a button without a custom id', v2(row({ type: 2, style: 1, label: 'Go' }))],
  ['a link with a custom id', v2(row(button({ style: 5, url: 'https://example.com' })))],
  ['six buttons in a row', v2(row(...times(6, (n) => button({ custom_id: `${n}` }))))],
  ['a select beside a button', v2(row(button(), { type: 3, custom_id: 's', options: [{ label: 'a', value: 'a' }] }))],
  ['26 options', v2(row({ type: 3, custom_id: 's', options: times(26, (n) => ({ label: 'a', value: `${n}` })) }))],
  ['an option twice', v2(row({ type: 3, custom_id: 's', options: times(2, () => ({ label: 'a', value: 'a' })) }))],
  [
    'more values than options',
    v2(row({ type: 3, custom_id: 's', max_values: 2, options: [{ label: 'a', value: 'a' }] })),
  ],
  [
    'a placeholder of 151 characters',
    v2(row({ type: 3, custom_id: 's', placeholder: 'x'.repeat(151), options: [{ label: 'a', value: 'a' }] })),
  ],
  ['an empty gallery', v2(gallery(0))],
  ['11 pictures', v2(gallery(11))],
  ['a picture that was not sent', v2(gallery(1, 'attachment://missing.png'))],
  ['a local picture', v2(gallery(1, 'file:///etc/passwd'))],
  [
    'an alt text of 1025 characters',
    v2({ type: 12, items: [{ media: { url: 'https://example.com/a.png' }, description: 'x'.repeat(1025) }] }),
  ],
  ['a container in a container', v2({ type: 17, components: [{ type: 17, components: [text()] }] })],
  ['a section without an accessory', v2({ type: 9, components: [text()] })],
  ['six classic rows', { content: 'x', components: times(6, (n) => row(button({ custom_id: `${n}` }))) }],
  ['2001 characters', { content: 'x'.repeat(2001) }],
  ['11 embeds', { embeds: times(11, () => ({ title: 'x' })) }],
  ['6001 characters in embeds', { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] }],
])('Refused with 50035: %s.', async (_, body) => {
  expect(await complaints(body)).toMatchObject({ code: 50035, errors: expect.any(Object) });
});

test('The complaint names the place in Discord’s nested shape.', async () => {
  expect(await complaints(v2({ type: 17, components: [row(button({ label: 'x'.repeat(81) }))] }))).toEqual({
    message: 'Invalid Form Body',
    code: 50035,
    errors: {
      components: {
        0: {
          components: {
            0: {
              components: {
                0: {
                  label: { _errors: [{ code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be 80 or fewer in length.' }] },
                },
              },
            },
          },
        },
      },
    },
  });
});

test('What is just within the limits passes.', async () => {
  const before = stage.discord.messages(stage.channelId).length;
  await send(v2({ type: 17, components: times(39, () => text()) }));
  await send(v2(text('x'.repeat(4000))));
  await send({ content: 'x'.repeat(2000), components: times(5, (n) => row(button({ custom_id: `${n}` }))) });
  await send(v2(gallery(10)));
  await send(
    v2(
      { type: 9, components: [text()], accessory: { type: 11, media: { url: 'attachment://a.png' } } },
      { type: 13, file: { url: 'attachment://a.png' } },
      { type: 14, divider: true, spacing: 2 },
    ),
    [{ name: 'a.png', data: png }],
  );
  expect(stage.discord.messages(stage.channelId)).toHaveLength(before + 5);
});

test('A message without anything is empty, whatever its flags.', async () => {
  expect(await complaints({})).toMatchObject({ code: 50006 });
  expect(await complaints({ content: '  ' })).toMatchObject({ code: 50006 });
  expect(await complaints(v2())).toMatchObject({ code: 50006 });
});

test('The V2 flag never leaves a message, and a classic one must be emptied to get it.', async () => {
  await send({ content: 'classic' });
  const classic = stage.discord.messages(stage.channelId).at(-1);
  const route = Routes.channelMessage(stage.channelId, classic?.id ?? '');
  await expect(stage.client.rest.patch(route, { body: v2(text()) })).rejects.toMatchObject({ code: 50035 });
  await stage.client.rest.patch(route, { body: { ...v2(text('new')), content: null } });
  await expect(stage.client.rest.patch(route, { body: { content: 'back', flags: 0 } })).rejects.toMatchObject({
    code: 50035,
  });
  await stage.client.rest.patch(route, { body: { flags: 0, components: [text('still V2')] } });
  expect(stage.discord.messages(stage.channelId).at(-1)).toMatchObject({ componentsV2: true, text: 'still V2' });
});
