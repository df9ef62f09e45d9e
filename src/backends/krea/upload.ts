import { FormData } from 'undici';

import type { Failure } from '../../core/picture/failure.ts';
import type { ImageApi } from '../../ports/image-api.ts';
import type { KreaParts } from './parts.ts';
import { readProblem } from './problem/problem.ts';
import { redact } from './problem/redact.ts';
import { MAX_URL_CHARACTERS } from './request-body.ts';
import { unavailable, unreadable } from './unavailable.ts';
import { assetSchema } from './wire.ts';

const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
};

const REFUSALS: Record<number, Failure> = {
  400: { reason: 'reference-refused' },
  413: { reason: 'reference-refused' },
  415: { reason: 'reference-refused' },
  422: { reason: 'reference-refused' },
  401: { reason: 'token-refused' },
  403: { reason: 'not-permitted' },
  402: { reason: 'balance-empty' },
  404: { reason: 'not-found' },
};

/** Hands an image to Krea as an asset. Free of charge, so it may be repeated. */
export function createUpload(parts: KreaParts): ImageApi['upload'] {
  const { http, token, timeouts } = parts;

  return async (bytes, mediaType) => {
    const form = new FormData();
    // Krea judges by name and type: both must be there, and the boundary is undici's to choose.
    form.set(
      'file',
      new Blob([new Uint8Array(bytes)], { type: mediaType }),
      `upload.${EXTENSIONS[mediaType] ?? 'bin'}`,
    );
    const reply = await http({ method: 'POST', path: '/assets', body: form, timeoutMs: timeouts.uploadMs });

    const refused = reply.kind === 'answer' ? REFUSALS[reply.status] : undefined;
    if (reply.kind === 'answer' && refused !== undefined) {
      const detail = `${reply.status}: ${redact(readProblem(reply).texts.join('; '), { token })}`;
      return { rejected: refused, detail };
    }
    if (reply.kind !== 'answer' || reply.status >= 300) throw unavailable(reply, parts, 'to take an upload');
    const url = assetSchema.safeParse(reply.json).data;
    if (url === undefined) throw unreadable(reply, 'an address for an upload');
    if (url.length > MAX_URL_CHARACTERS) {
      return {
        rejected: { reason: 'reference-refused' },
        detail: 'the address of the upload is too long for a request',
      };
    }
    return { url };
  };
}
