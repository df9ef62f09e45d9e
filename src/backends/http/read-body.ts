/** A body as far as it came. */
export interface BodyText {
  text: string;
  /** False when it broke off, or was longer than allowed. */
  whole: boolean;
}

/** Reads a body as UTF-8, and stops at the byte beyond `maxBytes`. Never throws: what came before the end counts. */
export async function readBody(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<BodyText> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let whole = true;
  try {
    for await (const chunk of body) {
      size += chunk.byteLength;
      // Leaving the loop destroys the stream, and with it the connection.
      if (size > maxBytes) {
        whole = false;
        break;
      }
      chunks.push(chunk);
    }
  } catch {
    whole = false;
  }
  return { text: new TextDecoder().decode(Buffer.concat(chunks)), whole };
}
