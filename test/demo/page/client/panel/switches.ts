import { html } from 'htm/preact';

import type { PanelState } from '../../wire/panel.ts';
import type { SwitchName } from '../../wire/switches.ts';
import { actAndShow } from '../api.ts';
import { Icon } from '../chrome/icon.ts';
import { place } from '../state.ts';
import { Section } from './section.ts';

/** Those that stay on until they are turned off; `isKrea` needs the local Krea. */
const SWITCHES: readonly {
  name: SwitchName;
  label: string;
  title: string;
  isLasting?: true;
  isKrea?: true;
  isServer?: true;
}[] = [
  { name: 'slow-krea', label: 'Slow Krea', title: 'Krea paints eight times as long', isLasting: true, isKrea: true },
  {
    name: 'deny-attach',
    label: 'No Attach Files',
    title: 'Takes the permission away from the bot in this channel',
    isLasting: true,
    isServer: true,
  },
  { name: 'fail-next', label: 'Next job fails', title: 'Krea takes the next job and fails', isKrea: true },
  { name: 'moderate-next', label: 'Next is moderated', title: 'Krea refuses the next prompt', isKrea: true },
  {
    name: 'empty-balance',
    label: 'Balance empty',
    title: 'Krea’s account has no money for the next job',
    isKrea: true,
  },
  { name: 'busy-krea', label: '429 twice', title: 'Krea turns the next two submits away', isKrea: true },
  {
    name: 'oversize-next',
    label: '14 MiB result',
    title: 'The next picture is larger than Discord takes',
    isKrea: true,
  },
  {
    name: 'expire-tokens',
    label: 'Expire replies',
    title: 'Reply tokens given out so far end now instead of after 15 minutes',
  },
  { name: 'drop-gateway', label: 'Drop gateway', title: 'Discord closes the bot’s connection; it resumes' },
];

const STATES = { starting: 'starting…', running: 'running', killed: 'killed, restarts by itself' } as const;

function turn(name: SwitchName): void {
  void actAndShow({ do: 'switch', name });
}

/** The bot's process, and what can be made to go wrong. */
export function Switches({ panel: { bot, switches } }: { panel: PanelState }) {
  const isReal = place.value?.isRealKrea === true;
  const isDirect = place.value?.here.guildId === null;
  return html`
    <${Section} title="The bot">
      <div class="bot-state">
        <span class="lamp" data-state=${bot.state} aria-hidden="true"></span>
        <span role="status"
          >${STATES[bot.state]}${bot.pid === null ? '' : ` · process ${bot.pid}`}${bot.starts > 1 ? ` · start ${bot.starts}` : ''}</span
        >
        <button
          class="button"
          data-style="danger"
          disabled=${bot.state === 'killed'}
          title="kill -9: as a power cut would"
          onClick=${() => turn('kill-bot')}
        >
          <${Icon} name="power" /> Kill it now
        </button>
      </div>
      <div class="switches" role="group" aria-label="Make things go wrong">
        ${SWITCHES.map(({ name, label, title, isLasting, isKrea, isServer }) => {
          const count = switches[name] ?? 0;
          const isOff = (isKrea === true && isReal) || (isServer === true && isDirect);
          return html`
            <button
              key=${name}
              class="switch"
              title=${title}
              aria-pressed=${isLasting === true ? count > 0 : undefined}
              data-armed=${count > 0}
              disabled=${isOff}
              onClick=${() => turn(name)}
            >
              ${label}${count > 0 && isLasting !== true ? html` <span class="switch-count">${count}</span>` : null}
            </button>
          `;
        })}
      </div>
    <//>
  `;
}
