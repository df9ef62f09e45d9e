import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

import { withFiles } from '../../../src/discord/rest/multipart.ts';

const uploadSchema = z.object({
  body: z.array(z.instanceof(Uint8Array)).transform((pieces) => Buffer.concat(pieces)),
  headers: z.object({ 'content-type': z.string(), 'content-length': z.string() }),
});

/** Reads a form by the platform's own parser. */
async function read(
  upload: unknown,
): Promise<{ payload: unknown; files: { field: string; name: string; type: string; bytes: number[] }[] }> {
  const { body, headers } = uploadSchema.parse(upload);
  expect(headers['content-length']).toBe(String(body.length));
  const form = await new Response(Uint8Array.from(body), { headers }).formData();
  const files = [];
  let payload: unknown;
  for (const [field, value] of form) {
    if (typeof value === 'string') payload = JSON.parse(value);
    // The payload comes with a type of its own, which makes it a file to strict readers.
    else if (field === 'payload_json') payload = JSON.parse(await value.text());
    else files.push({ field, name: value.name, type: value.type, bytes: [...(await value.bytes())] });
  }
  return { payload, files };
}

describe('a message with files', () => {
  test('brings every byte and every word, whatever they are', async () => {
    const file = fc.record({
      name: fc.stringMatching(/^[a-z0-9 _-]{1,20}\.(?:png|jpg|webp|csv)$/),
      data: fc.uint8Array({ maxLength: 300 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.array(file, { minLength: 1, maxLength: 4 }),
        async (content, files) => {
          const { payload, files: found } = await read(withFiles({ content }, files));
          expect(payload).toEqual({ content: content.toWellFormed() });
          expect(found.map(({ name, bytes }) => ({ name, bytes }))).toEqual(
            files.map(({ name, data }) => ({ name, bytes: [...data] })),
          );
        },
      ),
    );
  });

  test('numbers the files and says what they are', async () => {
    const { files } = await read(
      withFiles(
        {},
        ['a.png', 'b.jpg', 'c.webp', 'd.csv', 'e.xyz'].map((name) => ({ name, data: new Uint8Array([1]) })),
      ),
    );
    expect(files.map(({ field, type }) => `${field} ${type}`)).toEqual([
      'files[0] image/png',
      'files[1] image/jpeg',
      'files[2] image/webp',
      'files[3] text/csv',
      'files[4] application/octet-stream',
    ]);
  });

  test('keeps a hostile name within its quotes', async () => {
    const { files } = await read(
      withFiles({}, [{ name: 'a"; name="payload_json"\r\n\r\n.png', data: new Uint8Array([1]) }]),
    );
    expect(files.map(({ field }) => field)).toEqual(['files[0]']);
  });

  test('is plain JSON when there is none', () => {
    expect(withFiles({ content: 'hello' }, [])).toEqual({ body: { content: 'hello' } });
  });
});
