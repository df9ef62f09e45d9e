import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { pictureUrl } from '../../../src/backends/krea/picture-url.ts';

const URL = 'https://gen.krea.ai/images/1.png';

test.for([
  ['strings', { urls: [URL, 'https://gen.krea.ai/images/2.png'] }],
  ['objects', { urls: [{ type: 'image', url: URL }] }],
  [
    'a preview before the picture',
    {
      urls: [
        { type: 'preview', url: 'https://gen.krea.ai/p.png' },
        { type: 'model', url: URL },
      ],
    },
  ],
  ['a map of strings', { urls: { image: URL } }],
  ['a map with a preview', { urls: { preview: 'https://gen.krea.ai/p.png', image: URL } }],
  ['a map of objects', { urls: { image: { url: URL } } }],
  ['a single string', { urls: URL }],
  ['a single object', { urls: { url: URL } }],
  ['the single form', { url: URL }],
  ['odd entries before it', { urls: [null, 7, '', 'data:image/png;base64,x', {}, URL] }],
  ['only a preview', { urls: [{ type: 'preview', url: URL }] }],
] as const)('the address is found in %s', ([, result]) => {
  expect(pictureUrl(result)).toBe(URL);
});

test.for([
  [null],
  [undefined],
  [{}],
  [[]],
  ['x'],
  [{ urls: null }],
  [{ urls: [] }],
  [{ urls: {} }],
  [{ urls: ['ftp://x/1.png', 'file:///etc/passwd'] }],
])('there is none in %o', ([result]) => {
  expect(pictureUrl(result)).toBeNull();
});

test('whatever Krea sends, it is an http address or nothing', () => {
  fc.assert(
    fc.property(fc.anything(), (urls) => {
      const url = pictureUrl({ urls });
      expect(url === null || /^https?:/i.test(url)).toBe(true);
    }),
  );
});
