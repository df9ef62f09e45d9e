import { z } from 'zod';

import { ATTACHMENT_PROBLEMS } from '../core/refusal.ts';
import type { PreparedReference } from '../app/ports/media.ts';

const headSchema = z.union([z.strictObject({ problem: z.enum(ATTACHMENT_PROBLEMS) }), z.strictObject({ mediaType: z.string() })]);
const LINE_END = 10;

/** A prepared reference as bytes between two processes: a line that says what it is, and the image behind it. */
export function writePrepared(prepared: PreparedReference): Uint8Array {
  if ('problem' in prepared) return Buffer.from(`${JSON.stringify(prepared)}\n`);
  const { bytes, mediaType } = prepared;
  return Buffer.concat([Buffer.from(`${JSON.stringify({ mediaType })}\n`), bytes]);
}

/** Reads what {@link writePrepared} wrote; throws on anything else. */
export function readPrepared(message: Uint8Array): PreparedReference {
  const end = message.indexOf(LINE_END);
  const head = headSchema.parse(JSON.parse(Buffer.from(message.subarray(0, end)).toString()));
  return 'problem' in head ? head : { bytes: Uint8Array.from(message.subarray(end + 1)), mediaType: head.mediaType };
}
