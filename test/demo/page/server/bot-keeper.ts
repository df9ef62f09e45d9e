import { startBotProcess } from '../../../e2e/bot-process.ts';
import type { BotProcess } from '../../../e2e/bot-process.ts';
import type { PanelState } from '../wire/panel.ts';

const RESTART_AFTER_MS = 1_500;

/** Keeps the bot running, as a supervisor does: whenever it ends, it is started again. */
export interface BotKeeper {
  state(): PanelState['bot'];
  /** Ends the bot as a power cut would. */
  kill(): void;
  lines(): readonly string[];
  /** Ends the bot for good. */
  stop(): Promise<void>;
}

/** Starts the bot; `ready` resolves when a start has come up, `onChange` hears of every change. */
export function keepBot(
  settings: Record<string, string>,
  hooks: { ready: () => Promise<void>; onChange: () => void },
): BotKeeper {
  let bot: BotProcess;
  let state: PanelState['bot']['state'] = 'starting';
  let starts = 0;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  function become(next: typeof state): void {
    state = next;
    hooks.onChange();
  }

  function start(): void {
    bot = startBotProcess(settings);
    starts += 1;
    become('starting');
    const { child } = bot;
    child.once('close', () => {
      become('killed');
      if (!isStopped) timer = setTimeout(start, RESTART_AFTER_MS);
    });
    void comeUp(bot);
  }

  async function comeUp({ child }: BotProcess): Promise<void> {
    // When it does not come up in time, the page goes on showing that it is starting.
    const isUp = await hooks.ready().then(
      () => true,
      () => false,
    );
    if (isUp && child === bot.child && child.exitCode === null && child.signalCode === null) become('running');
  }

  start();
  return {
    state: () => ({ state, starts, pid: state === 'killed' ? null : (bot.child.pid ?? null) }),
    kill: () => void bot.child.kill('SIGKILL'),
    lines: () => bot.lines,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await bot.stop();
    },
  };
}
