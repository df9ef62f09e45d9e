import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

import type { PictureKey } from '../core/picture/generation.ts';

const PATH = /^\/hooks\/krea\/(?<generationId>[\w-]{1,64})\/(?<index>[1-9]\d{0,2})\/(?<code>[0-9a-f]{64})$/;

export interface HookAddresses {
  /** The address that Krea calls when a picture's job has ended; `publicUrl` comes without a slash at its end. */
  webhookUrl(publicUrl: string, key: PictureKey): string;
  /** The picture that a path is about; undefined unless we made the path. */
  parse(path: string): PictureKey | undefined;
}

/**
 * Makes and recognises addresses that cannot be guessed: Krea signs nothing, so the path is the proof. The key
 * behind them is derived from Krea's token, so that it needs no setting and stays the same across restarts.
 */
export function createHookAddresses(kreaToken: string): HookAddresses {
  const secret = new Uint8Array(hkdfSync('sha256', kreaToken, '', 'krea webhook addresses, version 1', 32));
  const codeOf = ({ generationId, index }: PictureKey): Buffer =>
    createHmac('sha256', secret).update(`${generationId}/${index}`).digest();

  return {
    webhookUrl: (publicUrl, key) =>
      `${publicUrl}/hooks/krea/${key.generationId}/${key.index}/${codeOf(key).toString('hex')}`,
    parse(path) {
      const { generationId, index, code } = PATH.exec(path)?.groups ?? {};
      if (generationId === undefined || index === undefined || code === undefined) return undefined;
      const key = { generationId, index: Number(index) };
      return timingSafeEqual(Buffer.from(code, 'hex'), codeOf(key)) ? key : undefined;
    },
  };
}
