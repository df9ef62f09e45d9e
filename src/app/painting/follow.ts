import type { PictureKey } from '../../core/picture/generation.ts';
import { pictureName } from '../../core/picture/picture-key.ts';

/** Who is busy with which picture: never two of this process at once. */
export interface Following {
  /** Runs the work unless the picture is followed already; then it does nothing and returns undefined. */
  follow<Result>(key: PictureKey, work: () => Promise<Result>): Promise<Result | undefined>;
  isFollowed(key: PictureKey): boolean;
}

/** Keeps the set of pictures that are being followed, so that none is followed twice. */
export function createFollowing(): Following {
  const followed = new Set<string>();

  return {
    isFollowed: (key) => followed.has(pictureName(key)),
    async follow(key, work) {
      const name = pictureName(key);
      if (followed.has(name)) return undefined;
      followed.add(name);
      try {
        return await work();
      } finally {
        followed.delete(name);
      }
    },
  };
}
