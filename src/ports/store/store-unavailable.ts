/**
 * The records cannot be read or written at the moment: the disk is full, the file is locked, a write did not reach the
 * disk. Whether a write that failed so was made after all is not known: a repetition has to look.
 */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}
