import { html } from 'htm/preact';
import { useState } from 'preact/hooks';

import { personOf, place } from '../state.ts';
import { parseBlocks } from './blocks.ts';
import { parseInline } from './inline.ts';
import { JumpLink } from './jump-link.ts';
import type { Block, Inline } from './nodes.ts';
import { writeTime } from './timestamp.ts';

/** A text as Discord draws it. */
export function Markdown({ text }: { text: string }) {
  return html`<div class="markdown">${parseBlocks(text).map(drawBlock)}</div>`;
}

/** Markdown within one line, for previews. */
export function MarkdownLine({ text }: { text: string }) {
  return html`<span class="markdown-line"
    >${parseInline(text.replaceAll(/^(?:-# |#+ |> )/gm, '').replaceAll('\n', ' ')).map(drawInline)}</span
  >`;
}

function drawBlock(block: Block): unknown {
  switch (block.kind) {
    case 'paragraph':
      return html`<div>${drawLines(block.lines)}</div>`;
    case 'small':
      return html`<small class="small-text">${drawLines(block.lines)}</small>`;
    case 'heading':
      // Headings of messages are not those of the page: only their size is.
      return html`<div class=${`heading-${block.level}`}>${block.children.map(drawInline)}</div>`;
    case 'quote':
      return html`<blockquote>${block.blocks.map(drawBlock)}</blockquote>`;
    case 'list': {
      const items = block.items.map((item) => html`<li>${item.map(drawInline)}</li>`);
      return block.isOrdered
        ? html`<ol start=${block.start}>
            ${items}
          </ol>`
        : html`<ul>
            ${items}
          </ul>`;
    }
    case 'code-block':
      return html`<pre><code>${block.text}</code></pre>`;
  }
}

function drawLines(lines: readonly Inline[][]): unknown {
  return lines.map((line, index) => html`${index > 0 ? html`<br />` : null}${line.map(drawInline)}`);
}

function drawInline(node: Inline): unknown {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'code':
      return html`<code>${node.text}</code>`;
    case 'bold':
      return html`<strong>${node.children.map(drawInline)}</strong>`;
    case 'italic':
      return html`<em>${node.children.map(drawInline)}</em>`;
    case 'underline':
      return html`<u>${node.children.map(drawInline)}</u>`;
    case 'strike':
      return html`<s>${node.children.map(drawInline)}</s>`;
    case 'spoiler':
      return html`<${SpoilerText}>${node.children.map(drawInline)}<//>`;
    case 'link':
      return html`<a href=${node.url} target="_blank" rel="noreferrer">${node.children.map(drawInline)}</a>`;
    case 'jump':
      return html`<${JumpLink} channelId=${node.channelId} messageId=${node.messageId} />`;
    case 'mention':
      return html`<span class="mention">${nameOf(node)}</span>`;
    case 'time':
      return html`<time class="timestamp" title=${writeTime(node.seconds, 'F')}
        >${writeTime(node.seconds, node.style)}</time
      >`;
  }
}

function SpoilerText({ children }: { children?: unknown }) {
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return html`<span class="spoiler-text" data-open="true">${children}</span>`;
  return html`
    <button class="spoiler-text" aria-label="Spoiler, show it" onClick=${() => setOpen(true)}>
      <span aria-hidden="true">${children}</span>
    </button>
  `;
}

function nameOf({ of, id, text }: Extract<Inline, { kind: 'mention' }>): string {
  if (of === 'user') return `@${personOf(id)?.name ?? 'unknown-user'}`;
  if (of === 'role')
    return `@${place.value?.servers.flatMap(({ roles }) => roles).find((role) => role.id === id)?.name ?? 'unknown-role'}`;
  if (of === 'command') return `/${id}`;
  if (of === 'everyone') return text;
  const channels = place.value?.servers.flatMap((server) => server.channels) ?? [];
  return `#${channels.find((channel) => channel.id === id)?.name ?? 'unknown'}`;
}
