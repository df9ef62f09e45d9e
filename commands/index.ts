import type { App } from '../src/app/app.ts';
import type { StrengthRanges } from '../src/core/request.ts';
import type { Command } from '../src/discord/command.ts';
import { kreaBudgetCommand } from './krea-budget.ts';
import { kreaSetupCommand } from './krea-setup.ts';
import { kreaShowCommand } from './krea-show.ts';
import { kreaWalletCommand } from './krea-wallet.ts';
import { kreaCommand } from './krea.ts';

/** Every slash command; a new one is a file and a line here. */
export function createCommands(app: App, { strengths }: { strengths: StrengthRanges }): Command[] {
  return [kreaCommand(app, strengths), kreaShowCommand(app), kreaBudgetCommand(app), kreaWalletCommand(app), kreaSetupCommand(app)];
}
