import { z } from 'zod';

import { parseJson } from '../../../kit/parse-json.ts';
import { fieldOfIssue, fieldInText } from './problem-field.ts';

const MAX_RAW_CHARACTERS = 500;
const MAX_DEPTH = 4;

/** What an error says, in whatever shape it came. */
export interface Problem {
  /**
   * Everything it says in words, the most telling first. Foreign text that may repeat a prompt: never log it as it is.
   */
  texts: readonly string[];
  /** The setting a validator points at, such as `image_style_references.0.url`. */
  path: string | null;
}

/** The setting a problem is about: the one pointed at, or else one that its words name. */
export function fieldOf(problem: Problem): string | null {
  return problem.path ?? fieldInText(problem.texts.join(' '));
}

const objectSchema = z.record(z.string(), z.unknown());
/** Where words stand, the most telling first. */
const WORDS = ['error', 'message', 'detail', 'msg', 'code', 'reason', 'title', 'description', 'type'];
const LISTS = ['details', 'detail', 'errors', 'issues', 'validationErrors', 'validation_errors', 'error'];

/** Finds the words and the field of an answer's body, JSON or not. */
export function readProblem(answer: { json: unknown; text: string }): Problem {
  if (answer.json !== undefined) return problemIn(answer.json);
  const text = /^\s*</.test(answer.text) ? htmlHeadline(answer.text) : answer.text.trim();
  return { texts: text === '' ? [] : [text.slice(0, MAX_RAW_CHARACTERS)], path: null };
}

/** The same for a value that was already parsed, such as a job's `error`. */
export function problemIn(value: unknown): Problem {
  const found: Found = { texts: [], paths: [] };
  collect(value, found, 0);
  return { texts: [...new Set(found.texts)], path: found.paths[0] ?? null };
}

interface Found {
  texts: string[];
  paths: string[];
}

function collect(value: unknown, found: Found, depth: number): void {
  if (depth > MAX_DEPTH) return;
  if (typeof value === 'string') return collectText(value, found, depth);
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found, depth + 1);
    return;
  }
  const object = objectSchema.safeParse(value);
  if (!object.success) return;
  const path = fieldOfIssue(object.data);
  if (path !== null) found.paths.push(path);
  for (const key of WORDS) {
    const word = object.data[key];
    if (typeof word === 'string' || key === 'error') collect(word, found, depth + 1);
  }
  for (const key of LISTS) {
    const list = object.data[key];
    if (typeof list === 'object' && key !== 'error') collect(list, found, depth + 1);
  }
}

/** Some servers put the whole validation report, as JSON, into the message. */
function collectText(text: string, found: Found, depth: number): void {
  const trimmed = text.trim();
  if (/^[[{]/.test(trimmed)) {
    const inner = parseJson(trimmed);
    if (inner !== undefined) return collect(inner, found, depth + 1);
  }
  if (trimmed !== '') found.texts.push(trimmed.slice(0, MAX_RAW_CHARACTERS));
}

/** The title, or else the first heading, of an error page; nothing of its body. */
function htmlHeadline(html: string): string {
  const found = /<title[^>]*>([^<]*)</i.exec(html) ?? /<h1[^>]*>([^<]*)</i.exec(html);
  return found?.[1]?.trim() ?? '';
}
