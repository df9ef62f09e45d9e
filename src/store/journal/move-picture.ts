import { moneyEffect } from '../../core/picture/generation.ts';
import type { Picture, PictureKey, PictureState } from '../../core/picture/generation.ts';
import type { PicturePatch } from '../../ports/store/journal.ts';
import { transact } from '../database/transaction.ts';
import type { Database, Tx } from '../database/transaction.ts';
import { endHold } from '../ledger/holds.ts';
import { selectPicture } from './pictures.ts';
import { readPicture } from './stored-rows.ts';

/**
 * Changes a picture's state if it is still `from`, with the change's effect on the money. Throws on an illegal change.
 */
export async function movePicture(
  db: Database,
  key: PictureKey,
  from: PictureState,
  to: PictureState,
  now: number,
  patch: PicturePatch = {},
): Promise<Picture | undefined> {
  return transact(db, async (tx) => moveWithin(tx, key, from, to, now, patch));
}

/** The same within a transaction that writes something else with it. */
export async function moveWithin(
  tx: Tx,
  key: PictureKey,
  from: PictureState,
  to: PictureState,
  now: number,
  patch: PicturePatch,
): Promise<Picture | undefined> {
  const effect = moneyEffect(from, to);
  if (effect === undefined) throw new Error(`A picture never goes from ${from} to ${to}`);
  if (!(await compareAndSet(tx, key, from, { state: to, ...timesOf(to, now), ...columnsOf(patch) }))) return undefined;
  if (effect !== 'none') await endHold(tx, key, effect, now);
  return readPicture(await selectPicture(tx, key));
}

async function compareAndSet(tx: Tx, key: PictureKey, from: PictureState, values: PictureValues): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('picture')
    .set(values)
    .where('generation_id', '=', key.generationId)
    .where('picture_index', '=', key.index)
    .where('state', '=', from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

interface PictureValues {
  state: PictureState;
  submitting_at?: number | null;
  submit_from?: number | null;
  submit_to?: number | null;
  running_at?: number;
  finished_at?: number;
  remote_id?: string;
  url?: string | null;
  failure?: string;
}

function timesOf(to: PictureState, now: number): Omit<PictureValues, 'state'> {
  if (to === 'queued') return { submitting_at: null, submit_from: null, submit_to: null };
  if (to === 'submitting') return { submitting_at: now };
  if (to === 'running') return { running_at: now };
  if (to === 'finished') return { finished_at: now };
  return {};
}

function columnsOf({ remoteId, url, failure, submitFrom, submitTo }: PicturePatch): Omit<PictureValues, 'state'> {
  return {
    ...(remoteId === undefined ? {} : { remote_id: remoteId }),
    ...(url === undefined ? {} : { url }),
    ...(failure === undefined ? {} : { failure: JSON.stringify(failure) }),
    ...(submitFrom === undefined ? {} : { submit_from: submitFrom }),
    ...(submitTo === undefined ? {} : { submit_to: submitTo }),
  };
}
