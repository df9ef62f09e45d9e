import { html } from 'htm/preact';

import type { Message } from '../../wire/message.ts';
import { Avatar } from '../chrome/avatar.ts';
import { Icon } from '../chrome/icon.ts';
import { Markdown } from '../markdown/markdown.ts';
import { messageTime } from '../markdown/timestamp.ts';
import { personOf, place } from '../state.ts';
import { Attachments } from './attachments.ts';
import { ComponentView } from './component-view.ts';
import { openMenu } from './context-menu.ts';
import { EmbedView } from './embed-view.ts';
import { ephemeralFoot } from './ephemeral-foot.ts';
import { dismissFailure, failures } from './failures.ts';
import type { Failed } from './failures.ts';
import { Origin } from './origin.ts';

/** One message, with a head unless it follows on another. */
export function MessageItem({ message, isFirst }: { message: Message; isFirst: boolean }) {
  const author = personOf(message.author.id);
  const failed = failures.value.filter(({ messageId }) => messageId === message.id);
  const menuAt = (event: MouseEvent): void => openMenu(event, { kind: 'message', message });
  return html`
    <li
      class="message"
      id=${`message-${message.id}`}
      data-first=${isFirst}
      data-ephemeral=${message.isEphemeral}
      data-ping=${message.isPing}
      onContextMenu=${menuAt}
    >
      <${Origin} message=${message} />
      ${
        isFirst && author !== undefined
          ? html`<span
              class="message-avatar"
              onContextMenu=${(event: MouseEvent) => openMenu(event, { kind: 'user', userId: author.id })}
              ><${Avatar} person=${author} size=${40}
            /></span>`
          : html`<time class="message-side-time" aria-hidden="true"
              >${new Date(message.timestamp).toLocaleTimeString('en-US', { timeStyle: 'short' })}</time
            >`
      }
      <article class="message-body">
        ${isFirst ? html`<${Head} message=${message} />` : null}
        <${Content} message=${message} />
        ${failed.map((failure) => html`<${Failure} key=${failure.id} failure=${failure} />`)}
        ${message.isEphemeral ? ephemeralFoot(message) : null}
      </article>
      <div class="message-tools">
        <button class="icon-button" aria-label="More actions" onClick=${menuAt}><${Icon} name="more" /></button>
      </div>
    </li>
  `;
}

function Head({ message }: { message: Message }) {
  const author = personOf(message.author.id);
  return html`
    <header class="message-head">
      <strong style=${author?.role === 'moderator' ? { color: 'var(--role-moderator)' } : undefined}
        >${author?.name ?? 'Somebody'}</strong
      >
      ${author?.isBot === true ? html`<span class="app-tag">APP</span>` : null}
      <time datetime=${message.timestamp}>${messageTime(message.timestamp)}</time>
    </header>
  `;
}

function Content({ message }: { message: Message }) {
  if (message.isLoading) {
    const name = place.value?.bot.name ?? 'The bot';
    return html`<p class="thinking">
      <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span> ${name} is thinking…
    </p>`;
  }
  return html`
    ${message.content === '' ? null : html`<${Markdown} text=${message.content} />`}
    ${message.embeds.map((embed, index) => html`<${EmbedView} key=${index} embed=${embed} />`)}
    <${Attachments} files=${message.attachments} />
    ${message.components.map((component, index) => html`<${ComponentView} key=${index} component=${component} messageId=${message.id} />`)}
    ${message.edits > 0 ? html`<small class="edited">(edited)</small>` : null}
  `;
}

/** What the bot did not answer, in Discord's words. */
export function Failure({ failure }: { failure: Failed }) {
  return html`
    <p class="failure" role="alert">
      ${failure.words} <button class="link-button" onClick=${() => dismissFailure(failure.id)}>Dismiss message</button>
    </p>
  `;
}
