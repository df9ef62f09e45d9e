import { withoutChannels } from '../../app/budget/gone.ts';
import type { SetupView } from '../../app/budget/setup.ts';
import { formatUsd } from '../../core/money/money.ts';
import { wording } from '../../wording/wording.ts';
import { freeButton, row } from './controls.ts';
import { textMessage } from './rendered.ts';
import type { MessageBody } from './rendered.ts';

/** What is right and wrong, with a button for everything that the bot can put right by itself. */
export function renderSetup(view: SetupView): MessageBody {
  const { guildId, gone, leave, isOperator, rules, defaultCap, suggestedZone } = view;
  const named = { subjectId: guildId, index: null };
  const buttons = [
    isOperator && leave.access === 'waiting'
      ? freeButton(wording.controls.allowServer, { verb: 'setup-allow', ...named })
      : undefined,
    isOperator && leave.by === 'button'
      ? freeButton(wording.controls.disallowServer, { verb: 'setup-disallow', ...named })
      : undefined,
    rules.cap === undefined
      ? freeButton(wording.controls.setBudget(formatUsd(defaultCap)), { verb: 'setup-budget', ...named })
      : undefined,
    rules.isPaused ? freeButton(wording.controls.resume, { verb: 'setup-resume', ...named }) : undefined,
    gone.channelIds.length + gone.roleIds.length > 0
      ? freeButton(forgetLabel(view), { verb: 'setup-forget', ...named })
      : undefined,
    suggestedZone !== null && rules.period.kind !== 'none'
      ? freeButton(wording.controls.useZone(suggestedZone), { verb: 'setup-zone', ...named })
      : undefined,
  ];
  return textMessage(wording.budget.describeSetup(view), row(buttons));
}

/** Without its last channel a list would mean everywhere: the button says so before it is pressed. */
function forgetLabel({ rules: { channels }, gone }: SetupView): string {
  const isEmptied = channels.length > 0 && withoutChannels(channels, gone.channelIds).length === 0;
  return isEmptied ? wording.controls.forgetDeletedOpensAll : wording.controls.forgetDeleted;
}
