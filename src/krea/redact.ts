const MAX_CHARACTERS = 200;
const GAP = '…';
/** So much of the prompt in a message is no coincidence. */
const ECHO_CHARACTERS = 16;

// Up to the last closing quote, because a quoted prompt may hold quotes itself; without one, up to the end.
const QUOTED = [
  /"(?:[^]*"|[^]*$)/g,
  /`(?:[^]*`|[^]*$)/g,
  /[“„](?:[^]*[”“]|[^]*$)/g,
  /«(?:[^]*»|[^]*$)/g,
  /‘(?:[^]*’|[^]*$)/g,
  // An apostrophe within a word opens nothing.
  /(?<![\p{L}\d])'(?:[^]*'(?![\p{L}\d])|[^]*$)/gu,
];
const LINKS = /\b(?:https?|data|blob):\S+/gi;
const CREDENTIALS = /\bbearer\s+\S+|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}:\S+/gi;
const PROMPT_AFTER_COLON = /\bprompts?\b\s*[:=][^]*/gi;

export interface Secrets {
  prompt?: string;
  token?: string;
}

/**
 * Foreign words made fit for the log and for stored details: without what was quoted, linked or secret, without
 * the prompt (Krea may repeat it), on one line, at most 200 characters.
 */
export function redact(text: string, secrets: Secrets = {}): string {
  return withoutForeignWords(text, secrets).replaceAll(PROMPT_AFTER_COLON, `prompt${GAP}`).slice(0, MAX_CHARACTERS);
}

/** The same at full length, for looking for words that are Krea's own and not the member's. */
export function withoutForeignWords(text: string, { prompt = '', token = '' }: Secrets = {}): string {
  let rest = text;
  for (const secret of [token, prompt, JSON.stringify(prompt).slice(1, -1)]) {
    if (secret !== '') rest = rest.replaceAll(asWords(secret), GAP);
  }
  const echo = prompt.length > ECHO_CHARACTERS ? rest.indexOf(prompt.slice(0, ECHO_CHARACTERS)) : -1;
  if (echo >= 0) rest = rest.slice(0, echo) + GAP;
  rest = rest.replaceAll(LINKS, GAP).replaceAll(CREDENTIALS, GAP);
  for (const pattern of QUOTED) rest = rest.replaceAll(pattern, GAP);
  return rest.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
}

/** Finds a text where it stands by itself: the prompt "rat" is not part of "moderated". */
function asWords(text: string): RegExp {
  const escaped = text.replaceAll(/[\^$\\.*+?()[\]{}|/]/g, String.raw`\$&`);
  return new RegExp(`(?<![\\p{L}\\d])${escaped}(?![\\p{L}\\d])`, 'gu');
}
