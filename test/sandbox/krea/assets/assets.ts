import { createHash, randomUUID } from 'node:crypto';

import sharp from 'sharp';

import type { Clock } from '../clock.ts';
import { sniff } from './sniff.ts';

const MAX_BYTES = 75 * 1024 * 1024;

export type Asset = {
  readonly id: string;
  readonly url: string;
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly description: string | undefined;
  readonly uploadedAt: number;
  /** Deleted or forgotten: no longer listed, served or taken as a reference. */
  expired: boolean;
};
export type Assets = ReturnType<typeof createAssets>;

/** The uploaded files. */
export function createAssets(clock: Clock, announce: (asset: Asset) => void, base: () => string) {
  const all: Asset[] = [];
  const live = (): Asset[] => all.filter((asset) => !asset.expired);
  const find = (idOrUrl: string): Asset | undefined =>
    live().find((asset) => asset.id === idOrUrl || asset.url === idOrUrl);

  return {
    find,
    live,
    /** An asset that a running job refers to, even when it expired meanwhile. */
    remembered: (url: string): Asset | undefined => all.find((asset) => asset.url === url),
    /** Takes a multipart form in; nothing when the file is not one that Krea takes. */
    async upload(contentType: string, body: Buffer): Promise<Asset | undefined> {
      const form = await readForm(contentType, body);
      const file = form?.get('file');
      if (form === undefined || !(file instanceof File) || file.size > MAX_BYTES) return undefined;
      const bytes = Buffer.from(await file.arrayBuffer());
      const mimeType = sniff(bytes);
      if (mimeType === undefined) return undefined;
      const size = await measure(bytes);
      const description = form.get('description');
      const id = randomUUID();
      const name = file.name.replaceAll(/[^\w.-]/g, '_') || 'upload';
      const asset: Asset = {
        id,
        url: `${base()}/uploads/${id}/${name}`,
        name,
        mimeType,
        bytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        ...size,
        description: typeof description === 'string' ? description : undefined,
        uploadedAt: clock.now(),
        expired: false,
      };
      all.push(asset);
      announce(asset);
      return asset;
    },
    /** Makes an asset unusable, as time or its owner would; whether there was one. */
    expire(idOrUrl: string): boolean {
      const asset = find(idOrUrl);
      if (asset === undefined) return false;
      asset.expired = true;
      return true;
    },
    /** How often a content was uploaded, by its SHA-256. */
    uploads(): Record<string, number> {
      const counts: Record<string, number> = {};
      for (const { sha256 } of all) counts[sha256] = (counts[sha256] ?? 0) + 1;
      return counts;
    },
  };
}

/** An asset as Krea's API writes it. */
export function assetView(asset: Asset, details: boolean): Record<string, unknown> {
  return {
    id: asset.id,
    image_url: asset.url,
    uploaded_at: new Date(asset.uploadedAt).toISOString(),
    width: details ? asset.width : null,
    height: details ? asset.height : null,
    size_bytes: details ? asset.bytes.length : null,
    mime_type: details ? asset.mimeType : null,
    ...(asset.description === undefined ? {} : { description: asset.description }),
  };
}

async function readForm(contentType: string, body: Buffer): Promise<FormData | undefined> {
  if (!contentType.startsWith('multipart/form-data')) return undefined;
  const request = new Response(new Uint8Array(body), { headers: { 'content-type': contentType } });
  return await request.formData().catch(() => undefined);
}

async function measure(bytes: Buffer): Promise<{ width: number | null; height: number | null }> {
  // What sharp cannot read (HEIC, sound, film) simply has no size here.
  const found = await sharp(bytes)
    .metadata()
    .catch(() => undefined);
  return { width: found?.width ?? null, height: found?.height ?? null };
}
