import type { Problem } from './problem.ts';
import { withoutForeignWords } from './redact.ts';
import type { Secrets } from './redact.ts';

/** Krea documents no code for moderation: these are the words that the field uses for it. */
const WORDS = [
  /\bnsfw\b/,
  /\bmoderat(?:ion|ed|or)\b/,
  /\b(?:safety|unsafe)\b/,
  /\bpolic(?:y|ies)\b/,
  /\bprohibited\b/,
  /\binappropriate\b/,
  /\bflagged\b/,
  /\bcontent\b.*\b(?:violat\w*|filter\w*|block\w*|reject\w*|refused|disallowed|not allowed)\b/,
  /\bcontent\b.*\b(?:explicit|sensitive|sexual)\b/,
  /\b(?:violat\w*|filter\w*|block\w*|reject\w*|disallowed|explicit|sensitive|sexual)\b.*\bcontent\b/,
];

const HEADERS = /\bcontent (?:type|length|encoding)\b/g;

/** Settings that a content filter judges; a problem with any other is a mistake and no moderation. */
const JUDGED = /^(?:prompt|image_style_references|image_url|moodboards)(?:\.|$)/;

/** Whether a refusal or a failure comes from a moderation filter. The member's own words do not count. */
export function isModeration(problem: Problem, secrets: Secrets = {}): boolean {
  if (problem.path !== null && !JUDGED.test(problem.path)) return false;
  return problem.texts.some((text) => {
    const words = withoutForeignWords(text, secrets).toLowerCase().replaceAll(/[_-]+/g, ' ').replaceAll(HEADERS, '');
    return WORDS.some((pattern) => pattern.test(words));
  });
}
