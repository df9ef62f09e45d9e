import { parseInline } from './inline.ts';
import type { Block } from './nodes.ts';

const FENCE = /^```(?:([\w+-]*)\n)?([\s\S]*?)```(?:\n|$)/;
const HEADING = /^(#{1,3}) +(.+?)(?:\n|$)/;
const SMALL = /^-# +(.+?)(?:\n|$)/;
const QUOTE_REST = /^>>> ([\s\S]+)$/;
const QUOTE = /^(?:> .*(?:\n|$)|>(?:\n|$))+/;
const LIST = /^(?: *(?:[-*]|\d+\.) +.+(?:\n|$))+/;

/** Reads a whole text of Discord's markdown. */
export function parseBlocks(source: string): Block[] {
  const blocks: Block[] = [];
  let rest = source;
  while (rest !== '') {
    const { block, length } = readSpecial(rest) ?? readLine(rest);
    append(blocks, block);
    rest = rest.slice(length);
  }
  return blocks;
}

type Read = { block: Block; length: number };

function readSpecial(rest: string): Read | undefined {
  const fence = FENCE.exec(rest);
  if (fence !== null)
    return {
      block: { kind: 'code-block', language: fence[1] ?? '', text: (fence[2] ?? '').replace(/\n$/, '') },
      length: fence[0].length,
    };
  const heading = HEADING.exec(rest);
  if (heading !== null) {
    const level = heading[1]?.length === 1 ? 1 : heading[1]?.length === 2 ? 2 : 3;
    return { block: { kind: 'heading', level, children: parseInline(heading[2] ?? '') }, length: heading[0].length };
  }
  const small = SMALL.exec(rest);
  if (small !== null)
    return { block: { kind: 'small', lines: [parseInline(small[1] ?? '')] }, length: small[0].length };
  const quoteRest = QUOTE_REST.exec(rest);
  if (quoteRest !== null)
    return { block: { kind: 'quote', blocks: parseBlocks(quoteRest[1] ?? '') }, length: rest.length };
  const quote = QUOTE.exec(rest);
  if (quote !== null)
    return {
      block: { kind: 'quote', blocks: parseBlocks(quote[0].replaceAll(/^> ?/gm, '').replace(/\n$/, '')) },
      length: quote[0].length,
    };
  const list = LIST.exec(rest);
  return list === null ? undefined : { block: readList(list[0]), length: list[0].length };
}

function readList(text: string): Block {
  const lines = text.trimEnd().split('\n');
  const number = /^ *(\d+)\./.exec(lines[0] ?? '');
  const items = lines.map((line) => parseInline(line.replace(/^ *(?:[-*]|\d+\.) +/, '')));
  return { kind: 'list', isOrdered: number !== null, start: Number(number?.[1] ?? 1), items };
}

/** One line of plain text, up to a code block that begins within it. */
function readLine(rest: string): Read {
  const end = rest.indexOf('\n');
  const line = end === -1 ? rest : rest.slice(0, end);
  const fence = line.indexOf('```');
  if (fence > 0 && FENCE.test(rest.slice(fence)))
    return { block: { kind: 'paragraph', lines: [parseInline(rest.slice(0, fence))] }, length: fence };
  return { block: { kind: 'paragraph', lines: [parseInline(line)] }, length: line.length + (end === -1 ? 0 : 1) };
}

/** Lines of one kind that follow each other are one block. */
function append(blocks: Block[], block: Block): void {
  const last = blocks.at(-1);
  if (block.kind === 'paragraph' && last?.kind === 'paragraph') last.lines.push(...block.lines);
  else blocks.push(block);
}
