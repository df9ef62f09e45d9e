import { html } from 'htm/preact';

import { ChannelHeader } from './chrome/channel-header.ts';
import { ChannelList } from './chrome/channel-list.ts';
import { drawer, closeDrawer } from './chrome/drawer.ts';
import { Notices } from './chrome/notices.ts';
import { ServerRail } from './chrome/server-rail.ts';
import { StageBar } from './chrome/stage-bar.ts';
import { Composer } from './composer/composer.ts';
import { ContextMenu } from './messages/context-menu.ts';
import { MessageList } from './messages/message-list.ts';
import { Viewer } from './messages/viewer.ts';
import { ModalDialog } from './modal/modal-dialog.ts';
import { Panel } from './panel/panel.ts';
import { place } from './state.ts';

/** The whole page: Discord's client, and beside it what goes on behind the scenes. */
export function App() {
  if (place.value === null) return html`<p class="starting" role="status">Opening Discord…</p>`;
  return html`
    <${StageBar} />
    <div class="frame" data-drawer=${drawer.value}>
      <div class="nav">
        <${ServerRail} />
        <${ChannelList} />
      </div>
      <button class="scrim" aria-label="Close" onClick=${closeDrawer}></button>
      <main class="chat">
        <${ChannelHeader} />
        <${MessageList} />
        <${Composer} />
      </main>
      <${Panel} />
    </div>
    <${ModalDialog} />
    <${Viewer} />
    <${ContextMenu} />
    <${Notices} />
  `;
}
