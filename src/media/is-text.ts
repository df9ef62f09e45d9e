const LOOKED_AT = 512;

/** Whether bytes are words rather than a picture of some kind: their beginning holds no control characters. */
export function isText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, LOOKED_AT);
  return !head.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
}
