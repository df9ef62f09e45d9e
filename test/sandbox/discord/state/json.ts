/** Whatever may go over the wire; absent fields are left out by `JSON.stringify`. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | JsonObject;

/** A JSON object as the sandbox builds it. */
export type JsonObject = { readonly [key: string]: Json };

/** Tells whether a value is an object with fields (not null, not a list). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses JSON, or gives `undefined` when the text is none. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
