import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { sniff } from '../../../src/media/formats/sniff.ts';

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');

function container(major: string, ...compatible: string[]): Uint8Array {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(16 + 4 * compatible.length);
  return Buffer.concat([
    size,
    bytesOf(`ftyp${major}\0\0\0\0${compatible.join('')}`),
    bytesOf('avif heic behind the first box'),
  ]);
}

describe('the first bytes tell', () => {
  test.each([
    ['png', bytesOf('\x89PNG\r\n\x1a\n....IHDR')],
    ['jpeg', bytesOf('\xff\xd8\xff\xe0..JFIF')],
    ['webp', bytesOf('RIFF\x10\0\0\0WEBPVP8 ')],
    ['other', bytesOf('RIFF\x10\0\0\0WAVEfmt ')],
    ['gif', bytesOf('GIF87a')],
    ['gif', bytesOf('GIF89a')],
    ['heic', container('heic', 'mif1', 'heic')],
    ['heic', container('heix', 'mif1', 'heix')],
    ['heic', container('mif1', 'mif1', 'heic')],
    ['heic', container('mif1')],
    ['heic', container('msf1', 'hevc')],
    ['other', container('avif', 'mif1', 'avif')],
    ['other', container('mif1', 'avif')],
    ['other', container('isom', 'mp42')],
    ['other', container('qt  ')],
    ['svg', bytesOf('<svg xmlns="http://www.w3.org/2000/svg">')],
    ['svg', bytesOf('\xef\xbb\xbf  <?xml version="1.0"?><svg>')],
    ['svg', bytesOf('<?xml version="1.0"?><note/>')],
    ['svg', bytesOf('<!-- drawn --><svg>')],
    ['svg', bytesOf('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"><svg>')],
    ['other', bytesOf('<!DOCTYPE html><html>')],
    ['other', bytesOf('BM......')],
    ['other', bytesOf('II*\0')],
    ['other', bytesOf('MZ')],
    ['other', bytesOf('')],
  ])('%s', (kind, bytes) => {
    expect(sniff(bytes)).toBe(kind);
  });

  test('the same within a larger buffer as alone', () => {
    const large = bytesOf('GIF89a\x89PNG\r\n\x1a\n');
    expect(sniff(large.subarray(6))).toBe('png');
  });

  test('no error, whatever follows a container that lies about its size', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (rest) => {
        expect(['heic', 'other']).toContain(sniff(Buffer.concat([bytesOf('\xff\xff\xff\xffftyp'), rest])));
      }),
    );
  });
});
