import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import type { MessageView } from '../../sandbox/discord/index.ts';

/** Keeps the pictures that came through Discord, as files to look at. */
export interface Album {
  /** Saves a message's pictures under a name, numbered when there are several. */
  keep(name: string, message: MessageView): Promise<void>;
  add(name: string, bytes: Uint8Array): Promise<void>;
  /** The folder, relative to where the demo was started. */
  readonly place: string;
}

/** Opens the album, making its folder; files of an earlier run are written over. */
export async function openAlbum(folder: string): Promise<Album> {
  await mkdir(folder, { recursive: true });

  async function add(name: string, bytes: Uint8Array): Promise<void> {
    await writeFile(join(folder, name), bytes);
  }

  return {
    add,
    place: `./${relative(process.cwd(), folder)}`,
    async keep(name, message) {
      const { pictures } = message;
      for (const [offset, picture] of pictures.entries()) {
        if (picture.bytes === null) throw new Error(`Discord has no bytes of ${picture.name}.`);
        const number = pictures.length > 1 ? `-${offset + 1}` : '';
        await add(`${name}${number}.${picture.name.split('.').at(-1) ?? 'png'}`, picture.bytes);
      }
    },
  };
}
