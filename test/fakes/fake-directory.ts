import type { Directory } from '../../src/ports/directory.ts';

/** Nobody's servers, until a test says whose they are. */
export function createFakeDirectory(changes: Partial<Directory> = {}): Directory {
  return {
    operators: async () => new Set(),
    ownerOf: async () => null,
    parentOf: async () => null,
    goneOf: async () => ({ channelIds: [], roleIds: [] }),
    ...changes,
  };
}
