import { createHash } from 'node:crypto';

import sharp from 'sharp';

import type { KreaRequest } from '../http/request.ts';
import type { Variant } from '../types.ts';
import { fromHex } from './color.ts';
import { compose } from './compose.ts';
import { createDiceBox } from './dice.ts';
import { extractPalette } from './extract.ts';
import { createPalette } from './palette.ts';
import type { Influence } from './palette.ts';
import { sizeOf } from './sizes.ts';

type Sliders = Pick<KreaRequest, 'creativity' | 'intensity' | 'complexity' | 'movement'>;
export type Subject = Sliders & {
  prompt: string;
  seed: number;
  ratio?: KreaRequest['aspect_ratio'];
  variant?: Variant;
  /** Colours that come along, as `#rrggbb`. */
  influences?: readonly { colors: readonly string[]; weight: number }[];
  boards?: readonly { id: string; strength?: number | undefined }[];
  /** Pictures whose colours are taken over; the key stands for the content. */
  references?: readonly { bytes: Buffer; key: string; weight: number }[];
  /** A picture to start from: strength 1 ignores it. */
  init?: { bytes: Buffer; key: string; strength: number } | undefined;
};
export type Painter = ReturnType<typeof createPainter>;

const SPREAD = { raw: 0.45, low: 0.75, medium: 1, high: 1.45 };
const FANCY = { raw: 0, low: 1, medium: 2, high: 3 };
const CARE = { 'medium-turbo': -0.22, medium: 0, large: 0.4 };
const CACHE_BYTES = 96 * 1024 * 1024;

/** Paints pictures: the same subject always gives the same bytes. */
export function createPainter(longest?: number) {
  const cache = new Map<string, Promise<Buffer>>();
  let cached = 0;

  return {
    /** The picture as PNG, about a megapixel unless told otherwise. */
    async paint(subject: Subject, side = longest): Promise<Buffer> {
      const key = keyOf(subject, side);
      const known = cache.get(key);
      if (known !== undefined) return await known;
      const painting = render(subject, side);
      cache.set(key, painting);
      const png = await painting;
      cached += png.length;
      for (const [oldest, picture] of cache) {
        if (cached <= CACHE_BYTES) break;
        cache.delete(oldest);
        cached -= (await picture).length;
      }
      return png;
    },
  };
}

async function render(subject: Subject, side: number | undefined): Promise<Buffer> {
  const { prompt, seed, creativity = 'low', intensity = 0, complexity = 0, movement = 0 } = subject;
  const size = sizeOf(subject.ratio ?? '1:1', side);
  const unit = 1000 / Math.sqrt(size.width * size.height);
  const dice = createDiceBox(`${prompt}\n${seed}`);
  const palette = createPalette(dice('palette'), {
    prompt,
    spread: SPREAD[creativity],
    intensity: intensity / 100,
    influences: await influencesOf(subject),
  });
  // Nobody sees the windows of a house in a stamp, but a fast test waits for them.
  const visible = Math.min(1, 0.2 + Math.max(size.width, size.height) / 320);
  const detail = visible * (1 + (complexity / 100) * (complexity > 0 ? 1.1 : 0.65) + CARE[subject.variant ?? 'medium']);
  const svg = compose(
    prompt,
    dice,
    {
      width: size.width * unit,
      height: size.height * unit,
      dice,
      palette,
      detail,
      motion: movement / 100,
      fancy: FANCY[creativity],
    },
    size,
  );
  const picture = sharp(Buffer.from(svg)).removeAlpha();
  const under = subject.init === undefined ? undefined : await veil(subject.init, size);
  return await (under === undefined ? picture : picture.composite([{ input: under }])).png().toBuffer();
}

/** The picture to start from, as see-through as the request wants it changed. */
async function veil(init: { bytes: Buffer; strength: number }, size: { width: number; height: number }) {
  return await sharp(init.bytes)
    .resize(size.width, size.height, { fit: 'cover' })
    .removeAlpha()
    .ensureAlpha(1 - init.strength)
    .png()
    .toBuffer()
    .catch(() => undefined);
}

async function influencesOf(subject: Subject): Promise<Influence[]> {
  const styles = (subject.influences ?? []).map(({ colors, weight }) => ({
    colors: colors.map(fromHex),
    weight: weight * 0.7,
  }));
  const boards = (subject.boards ?? []).map(({ id, strength = 0.23 }) => ({
    colors: boardColors(id),
    weight: strength * 1.6,
  }));
  const references = (subject.references ?? []).map(async ({ bytes, weight }) => ({
    colors: await extractPalette(bytes),
    weight,
  }));
  return [...styles, ...boards, ...(await Promise.all(references))];
}

/** A moodboard is only known by its id, so the id decides its colours. */
function boardColors(id: string) {
  const digest = createHash('sha256').update(id.toLowerCase()).digest('hex');
  return Array.from({ length: 5 }, (_, index) => fromHex(`#${digest.slice(index * 6, index * 6 + 6)}`));
}

function keyOf(subject: Subject, side: number | undefined): string {
  const { references = [], init, ...plain } = subject;
  const known = {
    ...plain,
    init: init && [init.key, init.strength],
    references: references.map(({ key, weight }) => [key, weight]),
  };
  return createHash('sha256')
    .update(JSON.stringify([known, side]))
    .digest('hex');
}
