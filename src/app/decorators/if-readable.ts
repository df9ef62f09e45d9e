import { UnreadableRecord } from '../../ports/store/unreadable-record.ts';

/** For what only adds to something else: undefined when its record cannot be read. */
export async function ifReadable<Result>(reading: Promise<Result>): Promise<Result | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof UnreadableRecord) return undefined;
    throw error;
  }
}
