import type { Inline } from './nodes.ts';

type Rule = { pattern: RegExp; read: (match: RegExpExecArray) => Inline };

const wrapped =
  (kind: Extract<Inline, { children: Inline[] }>['kind'] & ('bold' | 'italic' | 'underline' | 'strike' | 'spoiler')) =>
  ([, inner = '']: RegExpExecArray): Inline => ({
    kind,
    children: parseInline(inner),
  });
const mention =
  (of: Extract<Inline, { kind: 'mention' }>['of']) =>
  ([text, id = '']: RegExpExecArray): Inline => ({ kind: 'mention', of, id, text });
const link = ([, url = '']: RegExpExecArray): Inline => ({
  kind: 'link',
  url,
  children: [{ kind: 'text', text: url }],
});

/** Tried in this order wherever plain text may end; each is anchored where it is tried. */
const RULES: readonly Rule[] = [
  { pattern: /\\([^\p{L}\p{N}\s])/uy, read: ([, text = '']) => ({ kind: 'text', text }) },
  {
    pattern: /(`+)([^`](?:[\s\S]*?[^`])?)\1(?!`)/y,
    read: ([, , text = '']) => ({
      kind: 'code',
      text: text.trim() === '' ? text : text.replace(/^ (?=`)|(?<=`) $/g, ''),
    }),
  },
  { pattern: /<@!?(\d+)>/y, read: mention('user') },
  { pattern: /<#(\d+)>/y, read: mention('channel') },
  { pattern: /<@&(\d+)>/y, read: mention('role') },
  { pattern: /<\/([^:>]+):\d+>/y, read: mention('command') },
  { pattern: /@(everyone|here)\b/y, read: mention('everyone') },
  {
    pattern: /<t:(-?\d+)(?::([tTdDfFR]))?>/y,
    read: ([, seconds = '0', style = 'f']) => ({ kind: 'time', seconds: Number(seconds), style }),
  },
  {
    pattern: /<?https:\/\/discord\.com\/channels\/(?:\d+|@me)\/(\d+)\/(\d+)>?/y,
    read: ([, channelId = '', messageId = '']) => ({ kind: 'jump', channelId, messageId }),
  },
  {
    pattern: /\[([^\]]+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/y,
    read: ([, label = '', url = '']) => ({ kind: 'link', url, children: parseInline(label) }),
  },
  { pattern: /<(https?:\/\/[^\s>]+)>/y, read: link },
  { pattern: /(https?:\/\/[^\s<]+[^\s<.,:;"')\]])/y, read: link },
  { pattern: /\|\|([\s\S]+?)\|\|/y, read: wrapped('spoiler') },
  { pattern: /\*\*([\s\S]+?)\*\*(?!\*)/y, read: wrapped('bold') },
  { pattern: /__([\s\S]+?)__(?!_)/y, read: wrapped('underline') },
  { pattern: /~~([\s\S]+?)~~/y, read: wrapped('strike') },
  { pattern: /\*(?!\s)((?:\*\*|[^*])+?)(?<!\s)\*(?!\*)/y, read: wrapped('italic') },
  { pattern: /\b_((?:__|[^_])+?)_\b/y, read: wrapped('italic') },
];

/** Reads the markdown inside a line or a paragraph. */
export function parseInline(source: string): Inline[] {
  const nodes: Inline[] = [];
  let text = '';
  let at = 0;
  const flush = (): void => {
    if (text !== '') nodes.push({ kind: 'text', text });
    text = '';
  };
  while (at < source.length) {
    const found = matchAt(source, at);
    if (found === undefined) {
      text += source.charAt(at);
      at += 1;
      continue;
    }
    if (found.node.kind === 'text') text += found.node.text;
    else {
      flush();
      nodes.push(found.node);
    }
    at += found.length;
  }
  flush();
  return nodes;
}

function matchAt(source: string, at: number): { node: Inline; length: number } | undefined {
  // Letters, digits and blanks begin nothing but a link.
  if (!/[\\`<@[|*_~h]/.test(source.charAt(at))) return undefined;
  for (const { pattern, read } of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match !== null) return { node: read(match), length: match[0].length };
  }
  return undefined;
}
