import { z } from 'zod';

/** Krea's job id: anything that can stand in a path without changing its meaning. */
const jobIdSchema = z.string().regex(/^\w[\w.:-]{0,127}$/);

/** An instant as Krea writes it: ISO 8601, in UTC when it names no zone. Becomes epoch milliseconds. */
const instantSchema = z.string().transform((text, context) => {
  const lacksZone = text.includes(':') && !/(?:z|[+-]\d{2}(?::?\d{2})?)$/i.test(text);
  const at = Date.parse(lacksZone ? `${text}Z` : text);
  if (!Number.isNaN(at)) return at;
  context.addIssue('not an instant');
  return z.NEVER;
});

/** What makes a submit's answer usable, whatever else stands in it. */
export const submittedSchema = z.object({ job_id: jobIdSchema });

/** A job; everything but its status may be absent or of another shape than documented. */
export const jobSchema = z.object({
  status: z.string(),
  completed_at: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.unknown().optional(),
});
export type WireJob = z.infer<typeof jobSchema>;

/** A job in the list: which one it is has to be readable, what became of it need not be. */
export const listedJobSchema = jobSchema.extend({
  job_id: jobIdSchema,
  created_at: instantSchema,
  status: z.string().catch(''),
});

const cursor = z.string().min(1).nullish();

/** One page of a list; the cursor has two spellings, and is absent on the last page. */
const pageWith = (next: z.ZodType<string | null | undefined>) =>
  z
    .object({ items: z.array(z.unknown()), next_cursor: next, nextCursor: next })
    .transform(({ items, next_cursor, nextCursor }) => ({ items, next: next_cursor ?? nextCursor ?? null }));

/** A page of a list that has to be whole: a cursor that cannot be read is no end. */
export const pageSchema = pageWith(cursor);
/** A page of a list of which a part is better than nothing. */
export const lenientPageSchema = pageWith(cursor.catch(null));

const httpUrl = z.url({ protocol: /^https?$/ });

/** A finished upload; its address has two spellings. */
export const assetSchema = z
  .object({ image_url: httpUrl.optional().catch(undefined), url: httpUrl.optional().catch(undefined) })
  .transform(({ image_url, url }) => image_url ?? url);

/** A trained style, as far as it is needed to offer it. */
export const styleSchema = z.object({
  id: z.string().min(1).max(100),
  title: z.string().nullish().catch(null),
  models: z.array(z.string()).catch([]),
});
