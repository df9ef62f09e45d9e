import type { Album } from './album.ts';
import type { LocalWorld } from './local-world.ts';
import type { Teller } from './teller.ts';

/** Where the story plays, who tells it, and where its pictures are kept. */
export interface Scene {
  world: LocalWorld;
  tell: Teller;
  album: Album;
}
