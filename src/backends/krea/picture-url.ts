import { z } from 'zod';

const resultSchema = z.object({ urls: z.unknown().optional(), url: z.unknown().optional() });
const entrySchema = z.object({ url: z.string(), type: z.string().optional().catch(undefined) });

/**
 * The first http(s) address in a job's result, which may hold strings, `{url}` objects, a map of either, or a
 * single one. Previews only count when there is nothing else. Null for everything that holds no address.
 */
export function pictureUrl(result: unknown): string | null {
  const parsed = resultSchema.safeParse(result);
  if (!parsed.success) return null;
  const found = entries(parsed.data.urls ?? parsed.data.url).filter(({ url }) => isHttp(url));
  return (found.find(({ kind }) => !isPreview(kind)) ?? found[0])?.url ?? null;
}

interface Entry {
  url: string;
  kind: string;
}

function entries(value: unknown): Entry[] {
  const single = entry(value, '');
  if (single !== undefined) return [single];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => entry(item, Array.isArray(value) ? '' : key) ?? []);
}

function entry(value: unknown, key: string): Entry | undefined {
  if (typeof value === 'string') return { url: value.trim(), kind: key };
  const parsed = entrySchema.safeParse(value);
  return parsed.success ? { url: parsed.data.url.trim(), kind: parsed.data.type ?? key } : undefined;
}

function isHttp(text: string): boolean {
  return /^https?:$/.test(URL.parse(text)?.protocol ?? '');
}

function isPreview(kind: string): boolean {
  return /preview|thumb/i.test(kind);
}
