import type { Context } from '../http/context.ts';
import { page } from '../http/paging.ts';
import { json, problem } from '../http/wire.ts';
import type { Call, Reply } from '../http/wire.ts';
import { STYLES } from './style-catalogue.ts';
import type { Style } from './style-catalogue.ts';

const CREATED = Date.UTC(2026, 5, 1);
const OWNERS = {
  krea: { id: 'krea', name: 'Krea', avatar_url: null },
  user: { id: 'u-sandbox', name: 'Sandbox workspace', avatar_url: null },
  community: { id: 'u-community', name: 'Somebody else', avatar_url: null },
};
const FILTERS: Record<string, (style: Style) => boolean> = {
  all: () => true,
  user: (style) => style.owner === 'user',
  community: (style) => style.owner === 'community',
  krea: (style) => style.owner === 'krea',
  public: (style) => style.isPublic,
  gallery: (style) => style.isPublic,
  shared: () => false,
  unapproved: () => false,
  editor: () => false,
};

/** `GET /styles` */
export function listStyles(context: Context, call: Call): Reply {
  const filter = FILTERS[call.query.get('filter') ?? 'all'];
  if (filter === undefined) return problem(400, 'Invalid filter');
  const ids = call.query.get('ids')?.split(',');
  const { query } = call;
  const model = query.get('model');
  const user = query.get('user');
  const found = STYLES.filter(filter)
    .filter((style) => ids === undefined || ids.includes(style.id))
    .filter((style) => model === null || style.models.includes(model))
    .filter((style) => user === null || OWNERS[style.owner].id === user)
    // The workspace of the sandbox likes nothing.
    .filter(() => query.get('liked') !== 'true');
  const part = page(call, found);
  if ('kind' in part) return part;
  return json(200, {
    items: part.items.map((style) => view(style, context.base())),
    [context.settings.cursorName]: part.next,
  });
}

/** `GET /styles/{id}` */
export function findStyle(context: Context, id: string): Reply {
  const style = STYLES.find((style) => style.id === id);
  return style === undefined ? problem(404, 'Style not found') : json(200, view(style, context.base()));
}

/** Whether a style exists and was trained for Krea 2. */
export function fits(id: string): boolean {
  return STYLES.some((style) => style.id === id && style.models.some((model) => model.startsWith('k2')));
}

function view(style: Style, base: string): Record<string, unknown> {
  const cover = `${base}/media/styles/${style.id}.png`;
  return {
    id: style.id,
    title: style.title,
    urls: [cover],
    public: style.isPublic,
    cover_url: cover,
    prompt: style.prompt,
    models: style.models,
    owner: OWNERS[style.owner],
    like_count: style.likes,
    created_at: new Date(CREATED + STYLES.indexOf(style) * 86_400_000).toISOString(),
  };
}
