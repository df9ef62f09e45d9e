import type { App } from '../src/app/app.ts';
import type { StrengthRanges } from '../src/core/picture/request.ts';
import type { Command } from '../src/discord/interactions/command.ts';
import { kreaBudgetCommand } from './krea-budget/command.ts';
import { kreaSetupCommand } from './krea-setup.ts';
import { kreaShowCommand } from './krea-show.ts';
import { kreaWalletCommand } from './krea-wallet.ts';
import { kreaCommand } from './krea/command.ts';

/** Every slash command; a new one is a file and a line here. */
export function createCommands(app: App, { strengths }: { strengths: StrengthRanges }): Command[] {
  return [
    kreaCommand(app, strengths),
    kreaShowCommand(app),
    kreaBudgetCommand(app),
    kreaWalletCommand(app),
    kreaSetupCommand(app),
  ];
}
