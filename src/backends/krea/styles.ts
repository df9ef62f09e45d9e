import type { ImageApi, TrainedStyle } from '../../ports/image-api.ts';
import type { KreaParts } from './parts.ts';
import { unavailable } from './unavailable.ts';
import { lenientPageSchema, styleSchema } from './wire.ts';

/** The account's own styles first, then those shared with it, Krea's, and the best known part of the community's. */
const FILTERS = ['user', 'shared', 'krea', 'community'];
const PAGE = 100;
const MAX_PAGES = 10;
const MAX_TITLE_CHARACTERS = 200;
/** Styles of other model families look alike in the list, and make a job fail. */
const KREA_2 = /^(?:k2|krea[ _-]?2)(?!\d)/i;

/** Lists the trained styles that this account can use with Krea 2. */
export function createStyles(parts: KreaParts): ImageApi['styles'] {
  return async () => {
    const found = new Map<string, TrainedStyle>();
    for (const filter of FILTERS) {
      let cursor: string | null = null;
      for (let pages = 0; pages < MAX_PAGES; pages += 1) {
        const page = await fetchPage(parts, filter, cursor);
        for (const style of page.styles) if (!found.has(style.id)) found.set(style.id, style);
        if (page.next === null || page.next === cursor) break;
        cursor = page.next;
      }
    }
    return [...found.values()];
  };
}

async function fetchPage(
  parts: KreaParts,
  filter: string,
  cursor: string | null,
): Promise<{ styles: TrainedStyle[]; next: string | null }> {
  const reply = await parts.http({
    method: 'GET',
    path: '/styles',
    query: { filter, limit: String(PAGE), ...(cursor === null ? {} : { cursor }) },
    timeoutMs: parts.timeouts.lookMs,
  });
  // A filter that Krea no longer has must not take the other styles with it.
  if (reply.kind === 'answer' && (reply.status === 400 || reply.status === 422)) {
    parts.log.warn({ filter, status: reply.status }, 'Krea refused a filter of its styles');
    return { styles: [], next: null };
  }
  const page =
    reply.kind === 'answer' && reply.status === 200 ? lenientPageSchema.safeParse(reply.json).data : undefined;
  if (page === undefined) throw unavailable(reply, parts, `for its styles (${filter})`);
  return { styles: page.items.flatMap((item) => usable(item) ?? []), next: page.next };
}

function usable(item: unknown): TrainedStyle | undefined {
  const parsed = styleSchema.safeParse(item);
  if (!parsed.success || !parsed.data.models.some((model) => KREA_2.test(model))) return undefined;
  const { id, title } = parsed.data;
  const named = title?.trim().slice(0, MAX_TITLE_CHARACTERS) ?? '';
  return { id, title: named === '' ? id : named };
}
