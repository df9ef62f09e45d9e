import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { altText, cleanText, cutText, escapeText, quotePrompt } from '../../../src/wording/format/safe-text.ts';
import { anyPrompt } from '../../discord/samples.ts';

const graphemes = (text: string): string[] =>
  Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);

describe('text of members', () => {
  test('loses everything that turns, hides, or piles up, and stays well-formed on one line', () => {
    fc.assert(
      fc.property(anyPrompt, (prompt) => {
        const clean = cleanText(prompt);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u061c\ufeff\u2060-\u2064\u00ad]/u);
        expect(clean).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(clean).not.toMatch(/\p{M}{5}/u);
        expect(clean).toBe(clean.trim());
      }),
    );
  });

  test.each([
    ['a  heron\n\n\nat dawn', 'a heron at dawn'],
    ['safe\u202etxt.exe', 'safetxt.exe'],
    ['Z\u0337\u0337\u0337\u0337\u0337\u0337algo', 'Z\u0337\u0337\u0337\u0337algo'],
    ['\u0301\u200dleading', 'leading'],
    ['half\ud83d', 'half\ufffd'],
    ['👩‍👩‍👧‍👦 👍🏽 🇩🇪', '👩‍👩‍👧‍👦 👍🏽 🇩🇪'],
    ['می‌خواهم', 'می‌خواهم'],
    ['क्षि', 'क्षि'],
  ])('is cleaned from %j to %j', (given, expected) => {
    expect(cleanText(given)).toBe(expected);
  });

  test('is cut at the end of a character as people see it, never beyond the limit', () => {
    fc.assert(
      fc.property(anyPrompt, fc.integer({ min: 1, max: 400 }), (prompt, limit) => {
        const clean = cleanText(prompt);
        const cut = cutText(clean, limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        const isCut = clean.length > limit;
        const kept = graphemes(isCut ? cut.slice(0, -1) : cut);
        expect(cut).toBe(isCut ? `${kept.join('')}…` : clean);
        expect(graphemes(clean).slice(0, kept.length)).toStrictEqual(kept);
      }),
    );
  });

  test('is not cut in the middle of a family', () => {
    expect(cutText('ab👩‍👩‍👧‍👦cd', 10)).toBe('ab…');
  });

  test('leaves no formatting, mention, link or code alive once escaped', () => {
    fc.assert(
      fc.property(anyPrompt, (prompt) => {
        const escaped = escapeText(cleanText(prompt));
        const alive = escaped.replaceAll(/\\./gu, 'x');
        expect(alive).not.toMatch(/[\\*_~`|[\]<@]|:\/\//u);
        expect(alive).not.toMatch(/^[#>+-]/u);
      }),
    );
  });

  test('says the same after escaping as before', () => {
    fc.assert(
      fc.property(anyPrompt, (prompt) => {
        const clean = cleanText(prompt);
        const escaped = escapeText(clean);
        expect(escaped.replaceAll(/\\([^0-9A-Za-z\s])/gu, '$1')).toBe(clean);
        expect(escaped.length).toBeLessThanOrEqual(2 * clean.length);
      }),
    );
  });

  test.each([
    ['1. list', String.raw`1\. list`],
    ['- list', String.raw`\- list`],
    ['# heading', String.raw`\# heading`],
    ['<@123>', String.raw`\<\@123>`],
    ['||spoiler||', String.raw`\|\|spoiler\|\|`],
    ['see https://a.example', String.raw`see https\://a.example`],
  ])('escapes %j', (given, expected) => {
    expect(escapeText(given)).toBe(expected);
  });
});

describe('a quoted prompt', () => {
  test('fits its room, whatever it takes to escape it', () => {
    fc.assert(
      fc.property(anyPrompt, fc.integer({ min: 20, max: 3000 }), (prompt, room) => {
        const quoted = quotePrompt(prompt, room);
        expect(quoted.length).toBeLessThanOrEqual(room);
        expect(quoted).toMatch(/^> ./u);
        expect(quoted).not.toContain('\n');
      }),
    );
  });

  test('shows about 700 characters of a long prompt and says that there is more', () => {
    expect(quotePrompt('x'.repeat(4000), 4000)).toBe(`> ${'x'.repeat(699)}…`);
  });

  test('is not empty when nothing of the prompt can be seen', () => {
    expect(quotePrompt('\u200b\u2060', 100)).toBe('> …');
  });
});

describe('alt text', () => {
  test('is the prompt within 1,024 units, or left out when there is nothing to read', () => {
    fc.assert(
      fc.property(anyPrompt, (prompt) => {
        const alt = altText(prompt);
        expect(alt).not.toBe('');
        expect(alt?.length ?? 0).toBeLessThanOrEqual(1024);
      }),
    );
    expect(altText('a heron')).toBe('a heron');
    expect(altText('\u200b')).toBeUndefined();
  });
});
