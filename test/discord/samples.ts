import * as fc from 'fast-check';

import type { Failure } from '../../src/core/picture/failure.ts';
import { PICTURE_STATES, VERBS } from '../../src/core/picture/generation.ts';
import type { Generation, Picture } from '../../src/core/picture/generation.ts';
import {
  ASPECT_RATIOS,
  CREATIVITIES,
  MAX_PROMPT_CHARACTERS,
  REQUEST_DEFAULTS,
  VARIANTS,
} from '../../src/core/picture/request.ts';
import type { PictureRequest } from '../../src/core/picture/request.ts';
import type { ResultMessage } from '../../src/ports/publisher.ts';

export const ID = '1300000000000000001';
export const REQUESTER = '1300000000000000002';
/** A PNG of one pixel, so that Discord sees an image. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export function requestSample(changes: Partial<PictureRequest> = {}): PictureRequest {
  return { ...REQUEST_DEFAULTS, prompt: 'a heron at dawn', seed: 42, ...changes };
}

/** A picture that is finished, unless told otherwise. */
export function pictureSample(index = 1, changes: Partial<Picture> = {}): Picture {
  return {
    generationId: ID,
    index,
    seed: 41 + index,
    state: 'finished',
    remoteId: 'job',
    url: 'https://gen.krea.ai/1.png',
    hash: null,
    failure: null,
    submittingAt: null,
    submitFrom: null,
    submitTo: null,
    runningAt: null,
    finishedAt: null,
    deliveryPart: 1,
    ...changes,
  };
}

export function generationSample(changes: Partial<Generation> = {}): Generation {
  return {
    id: ID,
    place: { guildId: '1300000000000000003', channelId: '1300000000000000004' },
    wallet: { scope: 'guild', id: '1300000000000000003' },
    userId: REQUESTER,
    verb: 'create',
    parent: null,
    request: requestSample(),
    price: { version: '2026-11', tier: 'text', each: 30_000 },
    isPrivate: false,
    isSpoiler: false,
    isAgeRestricted: false,
    reply: { applicationId: '1300000000000000005', token: 'reply-token', messageId: null },
    attachmentLimit: 10_485_760,
    createdAt: 0,
    removedBy: null,
    pictures: [pictureSample()],
    ...changes,
  };
}

/** A batch of four finished pictures, each with its own changes. */
export function batchSample(...changes: readonly Partial<Picture>[]): Generation {
  return generationSample({ pictures: [1, 2, 3, 4].map((index) => pictureSample(index, changes[index - 1])) });
}

/** A message that shows all paid pictures, or the ones named. */
export function messageSample(
  generation = generationSample(),
  shown?: readonly number[],
  changes: Partial<ResultMessage> = {},
): ResultMessage {
  const indexes = shown ?? generation.pictures.map(({ index }) => index);
  return {
    generation,
    pictures: indexes.map((index) => ({ index, bytes: PIXEL, extension: 'png' })),
    wallet: { balance: { spent: 30_000, held: 0, carried: 0 }, cap: 5_000_000 },
    ...changes,
  };
}

/** One failure of every kind. */
export const FAILURES: readonly Failure[] = [
  { reason: 'token-refused' },
  { reason: 'not-permitted' },
  { reason: 'written-off' },
  { reason: 'file-removed' },
  { reason: 'balance-empty' },
  { reason: 'not-found' },
  { reason: 'model-retired' },
  { reason: 'invalid-request', field: 'aspect_ratio' },
  { reason: 'invalid-request', field: null },
  { reason: 'krea-busy' },
  { reason: 'krea-unreachable' },
  { reason: 'moderated' },
  { reason: 'job-failed' },
  { reason: 'deadline' },
  { reason: 'never-started' },
  { reason: 'reference-refused' },
  { reason: 'reference-missing' },
  { reason: 'no-picture' },
  { reason: 'internal' },
];

/** Pieces that have broken layouts of other bots. */
const NASTY = [
  '```',
  '`',
  '||',
  '**',
  '__',
  '~~',
  '\\',
  '# ',
  '-# ',
  '> ',
  '1. ',
  '[x](https://evil.example)',
  'https://evil.example',
  'discord.gg/abc',
  '@everyone',
  '@here',
  `<@${REQUESTER}>`,
  '<@&123456789012345678>',
  '<#123456789012345678>',
  '<t:0:R>',
  '<:a:123456789012345678>',
  '</krea:1>',
  '\n'.repeat(1000),
  '\u202e',
  '\u2066',
  '\u2069',
  '\u200f',
  '\u061c',
  '\u200b',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u3164',
  '\u0000',
  '\u001b[31m',
  '\ud800',
  '\udc00',
  '\u0301'.repeat(500),
  'Z' + '\u0337'.repeat(40),
  '👩‍👩‍👧‍👦',
  '\u200d'.repeat(50),
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  '🇩🇪',
  '👍🏽',
  'שלום',
  'سلام',
  'क्षि',
  '各\u{e0100}',
] as const;

/** Prompts of all of Unicode, hostile pieces among them, up to the longest that is accepted. */
export const anyPrompt: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...NASTY),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .tuple(fc.constantFrom(...NASTY), fc.nat(1500))
        .map(([piece, times]) => piece.repeat(Math.ceil(times / piece.length))),
    ),
    { minLength: 1, maxLength: 30 },
  )
  .map((pieces) => Array.from(pieces.join('')).slice(0, MAX_PROMPT_CHARACTERS).join(''));

const slider = fc.integer({ min: -100, max: 100 });

export const anyRequest: fc.Arbitrary<PictureRequest> = fc.record({
  prompt: anyPrompt,
  variant: fc.constantFrom(...VARIANTS),
  aspectRatio: fc.constantFrom(...ASPECT_RATIOS),
  resolution: fc.constant('1K' as const),
  seed: fc.integer({ min: 0, max: 2_147_483_647 }),
  creativity: fc.constantFrom(...CREATIVITIES),
  intensity: slider,
  complexity: slider,
  movement: slider,
  references: fc.array(
    fc.record({ hash: fc.constant('a'.repeat(64)), strength: fc.double({ min: -2, max: 2, noNaN: true }) }),
    { maxLength: 4 },
  ),
  moodboard: fc.option(fc.record({ id: fc.uuid(), strength: fc.double({ min: -0.5, max: 1.5, noNaN: true }) })),
  style: fc.option(
    fc.record({
      id: fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }),
      title: anyPrompt.map((text) => text.slice(0, 200)),
      strength: fc.double({ min: -2, max: 2, noNaN: true }),
    }),
  ),
});

const anyPicture = fc.record({
  state: fc.constantFrom(...PICTURE_STATES),
  failure: fc.option(
    fc.oneof(
      fc.constantFrom(...FAILURES),
      fc.record({
        reason: fc.constant('invalid-request' as const),
        field: anyPrompt.map((text) => text.slice(0, 100)),
      }),
    ),
  ),
  url: fc.option(fc.webUrl()),
  seed: fc.integer({ min: 0, max: 2_147_483_647 }),
});

/** Any result of one to four pictures, shown or not. */
export const anyMessage: fc.Arbitrary<ResultMessage> = fc
  .record({
    request: anyRequest,
    parentRequest: fc.option(anyRequest, { nil: undefined }),
    pictures: fc.array(fc.record({ picture: anyPicture, isShown: fc.boolean() }), { minLength: 1, maxLength: 4 }),
    verb: fc.constantFrom(...VERBS),
    hasParent: fc.boolean(),
    isSpoiler: fc.boolean(),
    scope: fc.constantFrom('guild' as const, 'direct' as const),
    money: fc.record({ spent: fc.nat(1e12), held: fc.nat(1e12), carried: fc.nat(1e12), cap: fc.nat(1e12) }),
  })
  .map(({ request, parentRequest, pictures, verb, hasParent, isSpoiler, scope, money }) => {
    const generation = generationSample({
      request,
      verb,
      isSpoiler,
      wallet: { scope, id: '1' },
      parent: hasParent ? { generationId: ID, index: 4 } : null,
      pictures: pictures.map(({ picture }, offset) => pictureSample(offset + 1, picture)),
    });
    const shown = pictures.flatMap(({ isShown }, offset) => (isShown ? [offset + 1] : []));
    return messageSample(generation, shown, { wallet: { balance: money, cap: money.cap }, parentRequest });
  });
