import { z } from 'zod';

import { json, problem, raw } from './wire.ts';
import type { Answer } from './wire.ts';

const RATIOS = ['1:1', '4:3', '3:2', '16:9', '2.35:1', '4:5', '3:4', '2:3', '9:16'] as const;
const slider = z.int().min(-100).max(100).optional();
const uri = z.url().max(1024);

function schemaFor(wide: boolean) {
  const [refLow, refHigh, boardLow, boardHigh] = wide ? [-2, 2, -0.5, 1.5] : [0, 1, 0, 1];
  return z.strictObject({
    prompt: z.string(),
    aspect_ratio: z.enum(RATIOS),
    resolution: z.literal('1K'),
    seed: z.number().nullish(),
    creativity: z.enum(['raw', 'low', 'medium', 'high']).optional(),
    intensity: slider,
    complexity: slider,
    movement: slider,
    styles: z.array(z.strictObject({ id: z.string(), strength: z.number().min(-2).max(2) })).optional(),
    image_style_references: z
      .array(z.strictObject({ url: uri, strength: z.number().min(refLow).max(refHigh).optional() }))
      .max(10)
      .optional(),
    moodboards: z
      .array(z.strictObject({ id: z.guid(), strength: z.number().min(boardLow).max(boardHigh).optional() }))
      .max(1)
      .optional(),
    image_url: uri.nullish(),
    strength: z.number().min(0).max(1).optional(),
  });
}

const narrow = schemaFor(false);
const wide = schemaFor(true);

/** A request body that Krea's schema lets pass. */
export type KreaRequest = z.infer<typeof narrow>;
export type AspectRatio = KreaRequest['aspect_ratio'];
export type Issue = { path: readonly (string | number)[]; message: string };

/** Checks a body against the schema: the request, or what is wrong with it. */
export function parseRequest(
  body: unknown,
  settings: { wideStrengths: boolean },
): { request: KreaRequest } | { issues: Issue[] } {
  const parsed = (settings.wideStrengths ? wide : narrow).safeParse(body, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') return `Unrecognized keys: ${issue.keys.join(', ')}`;
      if (issue.code !== 'invalid_type') return undefined;
      return issue.input === undefined ? 'Required' : `Expected ${issue.expected}, received ${kind(issue.input)}`;
    },
  });
  if (parsed.success) return { request: parsed.data };
  return {
    issues: parsed.error.issues.map(({ path, message }) => ({
      path: path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
      message,
    })),
  };
}

type RefusalForm = { validationStatus: 400 | 422; validationShape: 'error' | 'issues' | 'detail' | 'text' };

/** The refusal of a body, in the form the settings ask for. */
export function invalid(issues: readonly Issue[], settings: RefusalForm): Answer {
  const status = settings.validationStatus;
  const text = issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  switch (settings.validationShape) {
    case 'error':
      return problem(status, text);
    case 'issues':
      return json(status, { issues });
    case 'detail':
      return json(status, { detail: issues.map(({ path, message }) => ({ loc: path, msg: message })) });
    case 'text':
      return raw(status, 'text/plain', text);
  }
}

function kind(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
