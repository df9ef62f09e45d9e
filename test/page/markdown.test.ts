import { describe, expect, test } from 'vitest';

import { parseBlocks } from '../demo/page/client/markdown/blocks.ts';
import { parseInline } from '../demo/page/client/markdown/inline.ts';
import { writeTime } from '../demo/page/client/markdown/timestamp.ts';

const text = (words: string) => ({ kind: 'text', text: words });

describe('Discord’s markdown within a line', () => {
  test.each([
    [
      '**bold** and *slanted*',
      [{ kind: 'bold', children: [text('bold')] }, text(' and '), { kind: 'italic', children: [text('slanted')] }],
    ],
    ['***both***', [{ kind: 'bold', children: [{ kind: 'italic', children: [text('both')] }] }]],
    [
      '__under__ ~~gone~~ ||hidden||',
      [
        { kind: 'underline', children: [text('under')] },
        text(' '),
        { kind: 'strike', children: [text('gone')] },
        text(' '),
        { kind: 'spoiler', children: [text('hidden')] },
      ],
    ],
    ['`**raw**`', [{ kind: 'code', text: '**raw**' }]],
    ['\\*not slanted\\*', [text('*not slanted*')]],
    ['snake_case_name', [text('snake_case_name')]],
    ['2 * 3 * 4', [text('2 * 3 * 4')]],
    [
      '<@123> in <#456>',
      [
        { kind: 'mention', of: 'user', id: '123', text: '<@123>' },
        text(' in '),
        { kind: 'mention', of: 'channel', id: '456', text: '<#456>' },
      ],
    ],
    ['<t:0:R>', [{ kind: 'time', seconds: 0, style: 'R' }]],
    [
      'see https://example.com/a.',
      [
        text('see '),
        { kind: 'link', url: 'https://example.com/a', children: [text('https://example.com/a')] },
        text('.'),
      ],
    ],
    ['https://discord.com/channels/1/23/456', [{ kind: 'jump', channelId: '23', messageId: '456' }]],
    ['[here](https://example.com)', [{ kind: 'link', url: 'https://example.com', children: [text('here')] }]],
    ['[no](javascript:alert(1))', [text('[no](javascript:alert(1))')]],
  ])('reads %s', (source, nodes) => {
    expect(parseInline(source)).toEqual(nodes);
  });
});

describe('Discord’s markdown over lines', () => {
  test('tells small print, quotes, headings, lists and code from each other', () => {
    const kinds = parseBlocks('# Title\nwords\nmore\n> said\n-# small\n- one\n- two\n```ts\nlet x;\n```').map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(['heading', 'paragraph', 'quote', 'small', 'list', 'code-block']);
  });

  test('keeps a quote of several lines together, and what follows apart', () => {
    const [quote, after] = parseBlocks('> one\n> two\nthree');
    expect(quote).toEqual({ kind: 'quote', blocks: [{ kind: 'paragraph', lines: [[text('one')], [text('two')]] }] });
    expect(after?.kind).toBe('paragraph');
  });
});

test('writes times relative to now', () => {
  expect(writeTime(1_000, 'R', 940_000)).toBe('in 1 minute');
  expect(writeTime(0, 'R', 7_200_000)).toBe('2 hours ago');
});
