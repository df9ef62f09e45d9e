import type { RequestFile } from '../state/files.ts';

/** A parsed form: the JSON part as text, and the files. */
export type Form = { readonly payload: string | null; readonly files: RequestFile[] };

/** Takes a multipart body apart without copying its files. */
export function parseMultipart(body: Buffer, contentType: string): Form | null {
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/u.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (name === undefined) return null;
  const mark = Buffer.from(`--${name}`);
  const files: RequestFile[] = [];
  let payload: string | null = null;

  let start = body.indexOf(mark);
  while (start >= 0) {
    const from = start + mark.length + 2;
    const next = body.indexOf(mark, from);
    if (next < 0) break;
    const split = body.indexOf('\r\n\r\n', from);
    if (split < 0 || split > next) return null;
    const head = body.toString('utf8', from, split);
    const bytes = body.subarray(split + 4, next - 2);
    const field = /name="([^"]*)"/u.exec(head)?.[1] ?? '';
    const filename = /filename="([^"]*)"/u.exec(head)?.[1];
    const key = /^files\[(\d+)\]$/u.exec(field)?.[1];
    if (field === 'payload_json') payload = bytes.toString('utf8');
    else if (key !== undefined)
      files.push({ key, name: filename ?? 'file', bytes, contentType: /content-type:\s*([^\r\n]+)/iu.exec(head)?.[1] });
    start = next;
  }
  return { payload, files };
}
