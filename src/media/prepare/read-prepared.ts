import { z } from 'zod';

import { ATTACHMENT_PROBLEMS } from '../../core/picture/refusal.ts';
import type { PreparedReference } from '../../ports/media.ts';

const headSchema = z.union([
  z.strictObject({ problem: z.enum(ATTACHMENT_PROBLEMS) }),
  z.strictObject({ mediaType: z.string() }),
]);
const LINE_END = 10;

/** Reads what `writePrepared` wrote; throws on anything else. */
export function readPrepared(message: Uint8Array): PreparedReference {
  const end = message.indexOf(LINE_END);
  const head = headSchema.parse(JSON.parse(Buffer.from(message.subarray(0, end)).toString()));
  return 'problem' in head ? head : { bytes: Uint8Array.from(message.subarray(end + 1)), mediaType: head.mediaType };
}
