import { knownWords, withGaps, wordsOf } from '../../../core/known-words.ts';

const MAX_CHARACTERS = 200;
const GAP = '…';

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
 * Foreign words made fit for the log and for stored details: without what was quoted, linked or secret, and only such
 * words as servers say of trouble (Krea may repeat a prompt in part, or in other words), on one line, at most 200
 * characters.
 */
export function redact(text: string, secrets: Secrets = {}): string {
  const rest = withoutForeignWords(text, secrets).replaceAll(PROMPT_AFTER_COLON, `prompt${GAP}`);
  return knownWords(rest, secrets.prompt).trim().slice(0, MAX_CHARACTERS);
}

/** Without what the member said or may have said, for looking for words that are Krea's own. */
export function withoutForeignWords(text: string, { prompt = '', token = '' }: Secrets = {}): string {
  let rest = text;
  for (const secret of [token, prompt, JSON.stringify(prompt).slice(1, -1)]) {
    if (secret !== '') rest = rest.replaceAll(asWords(secret), GAP);
  }
  rest = withoutEcho(rest, prompt);
  rest = rest.replaceAll(LINKS, GAP).replaceAll(CREDENTIALS, GAP);
  for (const pattern of QUOTED) rest = rest.replaceAll(pattern, GAP);
  return rest.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
}

/** So many words in a row that follow one another in the prompt as well are no coincidence. */
const ECHO_WORDS = 3;

/** Krea may repeat a part of the prompt. */
function withoutEcho(text: string, prompt: string): string {
  const runs = new Set(runsOf(wordsOf(prompt)));
  if (runs.size === 0) return text;
  const isEcho = new Set(
    runsOf(wordsOf(text)).flatMap((run, at) =>
      runs.has(run) ? Array.from({ length: ECHO_WORDS }, (_, next) => at + next) : [],
    ),
  );
  return withGaps(text, (_, index) => isEcho.has(index));
}

function runsOf(words: readonly string[]): string[] {
  return words.slice(ECHO_WORDS - 1).map((_, at) => words.slice(at, at + ECHO_WORDS).join(' '));
}

/** Finds a text where it stands by itself: the prompt "rat" is not part of "moderated". */
function asWords(text: string): RegExp {
  const escaped = text.replaceAll(/[\^$\\.*+?()[\]{}|/]/g, String.raw`\$&`);
  return new RegExp(`(?<![\\p{L}\\d])${escaped}(?![\\p{L}\\d])`, 'gu');
}
