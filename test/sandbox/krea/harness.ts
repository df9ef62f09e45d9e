import sharp from 'sharp';
import { onTestFinished } from 'vitest';

import { startKrea } from './index.ts';
import type { KreaOptions, KreaSandbox } from './index.ts';

const BODY = { prompt: 'a lighthouse in fog', aspect_ratio: '3:2', resolution: '1K', seed: 7 };
type Heard = { status: number; headers: Headers; text: string; body: unknown };

/** A sandbox with tiny pictures that stops with the test. */
export async function withKrea(options: KreaOptions = {}): Promise<KreaSandbox> {
  const krea = await startKrea({ pictureSize: 48, durationMs: 0, ...options });
  onTestFinished(() => krea.stop());
  return krea;
}

/** Calls the API as a client with the right token would. */
export async function call(krea: KreaSandbox, path: string, init: RequestInit = {}): Promise<Heard> {
  const headers = new Headers(init.headers);
  if (!headers.has('authorization')) headers.set('authorization', `Bearer ${krea.token}`);
  const response = await fetch(`${krea.url}${path}`, { redirect: 'manual', ...init, headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parse(text) };
}

/** Submits a generation. */
export async function submit(
  krea: KreaSandbox,
  more: Record<string, unknown> = {},
  { variant = 'medium', headers = {} }: { variant?: string; headers?: Record<string, string> } = {},
): Promise<Heard> {
  return await call(krea, `/generate/image/krea/krea-2/${variant}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ ...BODY, ...more }),
  });
}

/** Uploads a file. */
export async function upload(krea: KreaSandbox, file: Uint8Array, name = 'ref.png'): Promise<Heard> {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(file)], name));
  return await call(krea, '/assets', { method: 'POST', body: form });
}

/** Follows keys and indices into a JSON value. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Object.entries(found).find(([name]) => name === String(key))?.[1];
  }
  return found;
}

/** Follows keys to a string that must be there. */
export function text(value: unknown, ...path: (string | number)[]): string {
  const found = at(value, ...path);
  if (typeof found !== 'string') throw new Error(`no text at ${path.join('.')}: ${JSON.stringify(value)}`);
  return found;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** A small picture. */
export async function tinyPng(): Promise<Buffer> {
  return await sharp({ create: { width: 12, height: 8, channels: 3, background: '#c2185b' } })
    .png()
    .toBuffer();
}
