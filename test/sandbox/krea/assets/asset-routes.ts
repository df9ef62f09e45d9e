import type { Context } from '../http/context.ts';
import { page } from '../http/paging.ts';
import { json, problem } from '../http/wire.ts';
import type { Call, Reply } from '../http/wire.ts';
import { assetView } from './assets.ts';

/** `POST /assets` */
export async function postAsset(context: Context, call: Call): Promise<Reply> {
  const asset = await context.assets.upload(call.headers['content-type'] ?? '', call.body);
  if (asset === undefined) return problem(400, 'Invalid file type or size');
  return json(200, assetView(asset, context.settings.assetDetails));
}

/** `GET /assets` */
export function listAssets(context: Context, call: Call): Reply {
  const found = page(call, context.assets.live().toReversed());
  if ('kind' in found) return found;
  return json(200, {
    items: found.items.map((asset) => assetView(asset, context.settings.assetDetails)),
    [context.settings.cursorName]: found.next,
  });
}

/** `GET /assets/{id}` */
export function getAsset(context: Context, id: string): Reply {
  const asset = context.assets.live().find((asset) => asset.id === id);
  if (asset === undefined) return problem(404, 'Asset not found');
  return json(200, assetView(asset, context.settings.assetDetails));
}

/** `DELETE /assets/{id}` */
export function deleteAsset(context: Context, id: string): Reply {
  const asset = context.assets.live().find((asset) => asset.id === id);
  if (asset === undefined) return problem(404, 'Asset not found');
  context.assets.expire(asset.id);
  return json(200, { success: true, message: 'Asset deleted' });
}
