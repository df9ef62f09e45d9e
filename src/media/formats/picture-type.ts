import { sniff } from './sniff.ts';

const TYPES = {
  png: { mediaType: 'image/png', extension: 'png' },
  jpeg: { mediaType: 'image/jpeg', extension: 'jpg' },
  webp: { mediaType: 'image/webp', extension: 'webp' },
  gif: { mediaType: 'image/gif', extension: 'gif' },
} as const;

/** The media type of a finished picture by its first bytes; undefined when Discord would not show it. */
export function pictureTypeOf(bytes: Uint8Array): { mediaType: string; extension: string } | undefined {
  const kind = sniff(bytes);
  return kind === 'png' || kind === 'jpeg' || kind === 'webp' || kind === 'gif' ? TYPES[kind] : undefined;
}
