import { html } from 'htm/preact';

import type { Component } from '../../wire/components.ts';
import { kinds } from '../../wire/kinds.ts';
import type { Message } from '../../wire/message.ts';
import { Avatar } from '../chrome/avatar.ts';
import { MarkdownLine } from '../markdown/markdown.ts';
import { messages, personOf } from '../state.ts';

/** The line above a message that says what it answers: a command, or another message. */
export function Origin({ message }: { message: Message }) {
  const { interaction_metadata: origin, commandName, message_reference: reference } = message;
  const user = personOf(origin?.user.id ?? '');
  if (commandName !== null && user !== undefined) {
    return html`
      <div class="origin">
        <${Avatar} person=${user} size=${16} /> <b>${user.name}</b> used
        <span class="origin-command">/${commandName}</span>
      </div>
    `;
  }
  const repliesTo = origin?.interacted_message_id ?? reference?.message_id ?? null;
  if (repliesTo === null) return null;
  const source = messages.value.find(({ id }) => id === repliesTo);
  const author = personOf(source?.author.id ?? '');
  if (source === undefined || author === undefined)
    return html`<div class="origin"><i>Original message was deleted</i></div>`;
  return html`
    <button
      class="origin"
      onClick=${() => document.getElementById(`message-${repliesTo}`)?.scrollIntoView({ block: 'center' })}
    >
      <${Avatar} person=${author} size=${16} /> <b>${author.name}</b> <${MarkdownLine} text=${wordsOf(source)} />
    </button>
  `;
}

function wordsOf({ content, components, attachments }: Message): string {
  if (content !== '') return content;
  return firstText(components) ?? (attachments.length > 0 ? 'Click to see attachment' : 'Click to see message');
}

function firstText(components: readonly Component[]): string | undefined {
  for (const component of components) {
    if (component.type === kinds.text) return component.content;
    if (component.type !== kinds.container) continue;
    const text = component.components.find((child) => child.type === kinds.text);
    if (text?.type === kinds.text) return text.content;
  }
  return undefined;
}
