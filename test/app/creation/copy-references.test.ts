import { expect, test } from 'vitest';

import { createWithReferences } from '../../../src/app/creation/copy-references.ts';
import type { Attachment, CopyReferencesDeps } from '../../../src/app/creation/copy-references.ts';
import type { FetchOutcome } from '../../../src/ports/media.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import type { FakeClock } from '../../fakes/fake-clock.ts';

const MIB = 1024 * 1024;
const attachment = (name: string, changes: Partial<Attachment> = {}): Attachment => ({
  name,
  url: `https://cdn.test/${name}`,
  bytes: 100,
  strength: 0.5,
  ...changes,
});

/** A copier over links that a test answers; what was fetched, with the bytes that it might take. */
function setScene(changes: Partial<CopyReferencesDeps> = {}) {
  const clock: FakeClock = createFakeClock();
  const fetched: [url: string, maxBytes: number][] = [];
  const waiting = new Map<string, (outcome: FetchOutcome) => void>();
  const withReferences = createWithReferences({
    async fetchMedia(url, maxBytes) {
      fetched.push([url, maxBytes]);
      return new Promise((resolve) => waiting.set(url, resolve));
    },
    images: { prepareReference: async (bytes) => ({ bytes: Uint8Array.of(...bytes, 1), mediaType: 'image/webp' }) },
    blobs: { hashOf: (bytes) => `hash of ${bytes.join(' ')}` },
    clock,
    ...changes,
  });
  return {
    withReferences,
    clock,
    fetched,
    names: () => fetched.map(([url]) => url.split('/').at(-1)),
    async answer(name: string, outcome: FetchOutcome = { kind: 'fetched', bytes: Uint8Array.of(7) }) {
      await clock.settle();
      waiting.get(`https://cdn.test/${name}`)?.(outcome);
      await clock.settle();
    },
  };
}

test('what was prepared is used, with its hash and strength, in the order of the files', async () => {
  const scene = setScene();
  const outcome = scene.withReferences(
    'user-1',
    [attachment('a', { strength: 0.2 }), attachment('b', { strength: -1 })],
    async (copied) => copied,
  );
  await scene.answer('a');
  await scene.answer('b', { kind: 'fetched', bytes: Uint8Array.of(8) });
  expect(await outcome).toEqual({
    references: [
      { hash: 'hash of 7 1', strength: 0.2 },
      { hash: 'hash of 8 1', strength: -1 },
    ],
    images: [
      { hash: 'hash of 7 1', bytes: Uint8Array.of(7, 1), mediaType: 'image/webp' },
      { hash: 'hash of 8 1', bytes: Uint8Array.of(8, 1), mediaType: 'image/webp' },
    ],
  });
});

test('without files nobody waits for a turn, nor takes one', async () => {
  const scene = setScene();
  void scene.withReferences('user-1', [attachment('a')], async () => 'used');
  await scene.clock.settle();
  expect(await scene.withReferences('user-1', [], async (copied) => copied)).toEqual({ references: [], images: [] });
});

test('a file that is too large is refused by its name before any of them is fetched', async () => {
  const scene = setScene();
  const files = [attachment('a'), attachment('b', { bytes: 25 * MIB + 1 })];
  expect(await scene.withReferences('user-1', files, async () => 'used')).toEqual({
    refused: { kind: 'bad-attachment', name: 'b', problem: 'too-large' },
  });
  expect(scene.fetched).toEqual([]);
  void scene.withReferences('user-1', [attachment('c', { bytes: 25 * MIB })], async () => 'used');
  await scene.clock.settle();
  expect(scene.names()).toEqual(['c']);
});

test.each([
  [100, 100 + 64 * 1024],
  [25 * MIB - 1, 25 * MIB],
])('a file of %i bytes by Discord’s word is cut off at %i', async (bytes, most) => {
  const scene = setScene();
  void scene.withReferences('user-1', [attachment('a', { bytes })], async () => 'used');
  await scene.clock.settle();
  expect(scene.fetched).toEqual([['https://cdn.test/a', most]]);
});

test.each<[string, Exclude<FetchOutcome, { kind: 'fetched' }>['kind'], string]>([
  ['that turns out too large', 'too-large', 'too-large'],
  ['that is not there', 'missing', 'unreachable'],
  ['whose host does not answer', 'unreachable', 'unreachable'],
  ['of a host that we do not trust', 'untrusted', 'unreachable'],
])('a file %s ends the request: nothing is used, and the next file is not fetched', async (_, kind, problem) => {
  const scene = setScene();
  const uses: unknown[] = [];
  const outcome = scene.withReferences('user-1', [attachment('a'), attachment('b')], async (copied) =>
    uses.push(copied),
  );
  await scene.answer('a', { kind });
  expect(await outcome).toEqual({ refused: { kind: 'bad-attachment', name: 'a', problem } });
  expect([uses, scene.names()]).toEqual([[], ['a']]);
});

test('a file that is no picture is refused in the words of whoever looked at it', async () => {
  const scene = setScene({ images: { prepareReference: async () => ({ problem: 'gif' }) } });
  const outcome = scene.withReferences('user-1', [attachment('a')], async () => 'used');
  await scene.answer('a');
  expect(await outcome).toEqual({ refused: { kind: 'bad-attachment', name: 'a', problem: 'gif' } });
});

test('of one member one request is in work and three wait; a fifth one is refused at once', async () => {
  const scene = setScene();
  const ask = async (name: string) => scene.withReferences('user-1', [attachment(name)], async () => name);
  const four = ['a', 'b', 'c', 'd'].map(ask);
  expect(await ask('e')).toEqual({ refused: { kind: 'too-many-files-at-once' } });
  expect(scene.names()).toEqual(['a']);
  for (const name of ['a', 'b', 'c', 'd']) await scene.answer(name);
  expect(await Promise.all(four)).toEqual(['a', 'b', 'c', 'd']);
});

test('of all members four are in work; whoever waits longer than two minutes is refused, and their files are never fetched', async () => {
  const scene = setScene();
  const ask = async (n: number) => scene.withReferences(`user-${n}`, [attachment(`of-${n}`)], async () => n);
  const five = [1, 2, 3, 4, 5].map(ask);
  await scene.clock.pass(119_999);
  expect(scene.names()).toEqual(['of-1', 'of-2', 'of-3', 'of-4']);
  const last = Promise.race([five[4], scene.clock.settle()]);
  expect(await last).toBeUndefined();
  await scene.clock.pass(1);
  expect(await five[4]).toEqual({ refused: { kind: 'too-many-files-at-once' } });
  await scene.answer('of-1');
  expect(scene.names()).toHaveLength(4);
});

test('fetched files of all members together take sixteen megabytes at once, and a file that is done makes room', async () => {
  const scene = setScene();
  const ask = async (n: number) =>
    scene.withReferences(`user-${n}`, [attachment(`of-${n}`, { bytes: 6 * MIB })], async () => n);
  const three = [1, 2, 3].map(ask);
  await scene.clock.settle();
  expect(scene.names()).toEqual(['of-1', 'of-2']);
  await scene.answer('of-1');
  expect(scene.names()).toEqual(['of-1', 'of-2', 'of-3']);
  for (const name of ['of-2', 'of-3']) await scene.answer(name);
  expect(await Promise.all(three)).toEqual([1, 2, 3]);
});
