import type { Journal } from '../../ports/store/journal.ts';
import { createRowReader } from '../database/row-reader.ts';
import type { RowReader } from '../database/row-reader.ts';
import type { Database } from '../database/transaction.ts';
import { moveToRung, openDeliveries, startDelivery, startLateDelivery, untold } from './deliveries.ts';
import { deliveriesOf, endDelivery, noteTold, untoldEnds } from './delivery-ends.ts';
import { foreseeOpening } from './foresee.ts';
import { findGeneration, noteRemoved, recentGenerations } from './generations.ts';
import { movePicture } from './move-picture.ts';
import { openApproved } from './open-approved.ts';
import { openGeneration } from './open-generation.ts';
import {
  findByRemoteId,
  knownRemoteIds,
  noteHash,
  picturesInStates,
  uncopiedPictures,
  unseenPictures,
  waitingPictures,
} from './pictures.ts';

/** The journal in a database. */
export function createJournal(db: Database, reader: RowReader = createRowReader()): Journal {
  return {
    open: (generation, admission, rulesVersion, images) =>
      openGeneration(db, generation, admission, rulesVersion, images),
    foresee: (requester, admission, order) => foreseeOpening(db, requester, admission, order),
    openApproved: (generation, approving) => openApproved(db, generation, approving),
    find: (generationId) => findGeneration(db, reader, generationId),
    findByRemoteId: (remoteId) => findByRemoteId(db, remoteId),
    recent: (userId, guildId, limit) => recentGenerations(db, reader, userId, guildId, limit),
    move: (key, from, to, now, patch) => movePicture(db, key, from, to, now, patch),
    uncopied: (since) => uncopiedPictures(db, reader, since),
    noteHash: (key, hash) => noteHash(db, key, hash),
    noteRemoved: (generationId, userId) => noteRemoved(db, generationId, userId),
    waiting: () => waitingPictures(db, reader),
    inStates: (states) => picturesInStates(db, reader, states),
    knownRemoteIds: (remoteIds) => knownRemoteIds(db, remoteIds),
    startDelivery: (generationId, now) => startDelivery(db, reader, generationId, now),
    startLateDelivery: (generationId, indexes, now) => startLateDelivery(db, generationId, indexes, now),
    noteTold: (key) => noteTold(db, key),
    untoldEnds: () => untoldEnds(db, reader),
    unseen: () => unseenPictures(db, reader),
    deliveries: (generationId) => deliveriesOf(db, reader, generationId),
    moveToRung: (key, rung) => moveToRung(db, key, rung),
    endDelivery: (key, end) => endDelivery(db, key, end),
    untold: () => untold(db, reader),
    openDeliveries: () => openDeliveries(db, reader),
  };
}
