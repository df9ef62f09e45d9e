import { describe, expect, test } from 'vitest';

import { isTrusted, parseHostRule } from '../../src/kit/host-rules.ts';

function rules(...texts: string[]) {
  return texts.map((text) => {
    const rule = parseHostRule(text);
    if (rule === undefined) throw new Error(`${text} is no rule`);
    return rule;
  });
}

const DEFAULTS = rules('cdn.discordapp.com', 'media.discordapp.net', '*.krea.ai');

describe('a rule', () => {
  test.each([
    'cdn.discordapp.com',
    '*.krea.ai',
    'localhost',
    'localhost:4000',
    '127.0.0.1:80',
    '[::1]:4000',
    '[::1]',
    'CDN.Example.Com',
  ])('can be %s', (text) => {
    expect(parseHostRule(text)).toBeDefined();
  });

  test.each([
    '',
    '*',
    '*.',
    '*.com',
    '*.127.0.0.1',
    '*.krea.ai:443',
    'krea.*',
    'a*.krea.ai',
    '.krea.ai',
    'krea.ai.',
    'https://krea.ai',
    'krea.ai/path',
    'user@krea.ai',
    'krea.ai:0',
    'krea.ai:65536',
    'krea.ai:',
    'krea.ai, example.com',
    'kräa.ai',
    'krea ai',
    '[::1',
    '300.1.1.1',
  ])('cannot be "%s"', (text) => {
    expect(parseHostRule(text)).toBeUndefined();
  });
});

describe('an address is trusted', () => {
  test.each([
    'https://cdn.discordapp.com/attachments/1/2/picture.png?ex=1&is=2&hm=3',
    'https://CDN.DISCORDAPP.COM/a.png',
    'https://cdn.discordapp.com:443/a.png',
    'https://media.discordapp.net/a.png',
    'https://gen.krea.ai/images/1.png',
    'https://a.b.krea.ai/1.png',
  ])('by the default rules: %s', (link) => {
    expect(isTrusted(new URL(link), DEFAULTS)).toBe(true);
  });

  test('on this machine without https', () => {
    expect(isTrusted(new URL('http://localhost/a.png'), rules('localhost'))).toBe(true);
    expect(isTrusted(new URL('http://[::1]/a.png'), rules('[::1]'))).toBe(true);
  });

  test('on exactly the port that a rule names, whatever the scheme', () => {
    const trusted = rules('media.example.com:8443', '[::1]:4000', 'plain.example.com:80');
    expect(isTrusted(new URL('https://media.example.com:8443/a'), trusted)).toBe(true);
    expect(isTrusted(new URL('http://media.example.com:8443/a'), trusted)).toBe(true);
    expect(isTrusted(new URL('http://[0:0:0:0:0:0:0:1]:4000/a'), trusted)).toBe(true);
    expect(isTrusted(new URL('http://plain.example.com/a'), trusted)).toBe(true);
  });
});

describe('an address is not trusted', () => {
  test.each([
    ['another host', 'https://example.com/a.png'],
    ["the wildcard's own host", 'https://krea.ai/a.png'],
    ['a host that only ends like a trusted one', 'https://evilkrea.ai/a.png'],
    ['a host that only begins like a trusted one', 'https://cdn.discordapp.com.evil.example/a.png'],
    ['plain http', 'http://cdn.discordapp.com/a.png'],
    ['another port', 'https://cdn.discordapp.com:8443/a.png'],
    ['a trusted host as user', 'https://cdn.discordapp.com@evil.example/a.png'],
    ['a trusted host as user, with a backslash', 'https://evil.example\\@cdn.discordapp.com/a.png'],
    ['a user at a trusted host', 'https://user@cdn.discordapp.com/a.png'],
    ['a password at a trusted host', 'https://:secret@cdn.discordapp.com/a.png'],
    ['a trailing dot', 'https://cdn.discordapp.com./a.png'],
    ['look-alike letters', 'https://сdn.discordapp.com/a.png'],
    ['their punycode', 'https://xn--dn-nmc.discordapp.com/a.png'],
    ['this machine', 'https://127.0.0.1/a.png'],
    ['this machine as one number', 'https://2130706433/a.png'],
    ['this machine in octal', 'https://0177.0.0.1/a.png'],
    ['this machine by IPv6', 'https://[::1]/a.png'],
    ['this machine by mapped IPv6', 'https://[::ffff:127.0.0.1]/a.png'],
    ['a metadata service', 'http://169.254.169.254/latest/meta-data'],
    ['another scheme', 'ftp://cdn.discordapp.com/a.png'],
    ['a file', 'file:///etc/passwd'],
    ['data', 'data:image/png;base64,AAAA'],
  ])('when it is %s', (_, link) => {
    expect(isTrusted(new URL(link), DEFAULTS)).toBe(false);
  });

  test('on another port of this machine than the rule names', () => {
    expect(isTrusted(new URL('http://127.0.0.1:4001/a'), rules('127.0.0.1:4000'))).toBe(false);
    expect(isTrusted(new URL('http://127.0.0.1:4001/a'), rules('127.0.0.1'))).toBe(false);
  });

  test('when another writing of a trusted address is another address', () => {
    expect(isTrusted(new URL('http://2130706433:4000/a'), rules('127.0.0.1:4000'))).toBe(true);
    expect(isTrusted(new URL('http://127.0.0.2:4000/a'), rules('127.0.0.1:4000'))).toBe(false);
  });
});
