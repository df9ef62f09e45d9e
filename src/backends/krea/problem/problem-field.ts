import { z } from 'zod';

/** The settings an error may name in plain words, the unmistakable ones first. */
const KNOWN_FIELDS = [
  'image_style_references',
  'aspect_ratio',
  'image_url',
  'moodboards',
  'creativity',
  'resolution',
  'complexity',
  'intensity',
  'movement',
  'styles',
  'seed',
  'strength',
  'prompt',
];
const PATTERNS = KNOWN_FIELDS.map((name) => new RegExp(`(?<![\\w.])${name}(?!\\w)(?:\\.\\w+|\\[\\d+\\])*`));

const MAX_CHARACTERS = 100;
const FIELD = /^[A-Za-z_][\w-]*(?:\.[\w-]+)*$/;

const segment = z.union([z.string(), z.number()]);
const pathSchema = z
  .union([z.array(segment), z.string()])
  .optional()
  .catch(undefined);
const issueSchema = z.object({
  path: pathSchema,
  loc: pathSchema,
  field: pathSchema,
  param: pathSchema,
  keys: pathSchema,
});

/** The field if it begins with a setting of ours; every other name may be a word of the prompt. */
export function knownField(field: string | null | undefined): string | null {
  return field !== null && field !== undefined && KNOWN_FIELDS.includes(field.split('.', 1)[0] ?? '') ? field : null;
}

/** The setting a validator's issue is about, by its path, location, field or unrecognised keys. */
export function fieldOfIssue(issue: unknown): string | null {
  const parsed = issueSchema.safeParse(issue);
  if (!parsed.success) return null;
  const { path, loc, field, param, keys } = parsed.data;
  for (const found of [path, loc, field, param, Array.isArray(keys) ? keys.slice(0, 1) : keys]) {
    const name = found === undefined ? null : canonical(found);
    // Some frameworks put the route that was asked for into `path`.
    const isRoute =
      typeof found === 'string' && found.startsWith('/') && !KNOWN_FIELDS.includes(name?.split('.')[0] ?? '');
    if (name !== null && !isRoute) return name;
  }
  return null;
}

/** A setting of ours that stands in an error's words. Nothing else of the text is ever taken. */
export function fieldInText(text: string): string | null {
  for (const pattern of PATTERNS) {
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return canonical(found);
  }
  return null;
}

/** `['body', 'styles', 0]`, `styles[0]` and `/styles/0` all become `styles.0`. */
function canonical(path: string | readonly (string | number)[]): string | null {
  const joined = typeof path === 'string' ? path : path.join('.');
  const dotted = joined
    .replaceAll(/\[['"]?([\w-]+)['"]?\]/g, '.$1')
    .replaceAll('/', '.')
    .replace(/^\.+/, '')
    .replace(/^body\./, '');
  return dotted.length <= MAX_CHARACTERS && FIELD.test(dotted) ? dotted : null;
}
