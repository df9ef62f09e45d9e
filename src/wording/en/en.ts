import { describeAudit, describeAuditFile, describeChange } from './budget/audit.ts';
import { describeBudget, describeBudgetChange, describeDone } from './budget/budget.ts';
import { describeExplanation } from './budget/limits.ts';
import { describeMemberWallet } from './budget/member-wallet.ts';
import { describeCases, describeResolved, suggestionForCase } from './budget/resolve.ts';
import {
  describeAlertsChange,
  describeChannelsChange,
  describeLimitsChange,
  describeModeratorsChange,
} from './budget/rule-changes.ts';
import { describeSetup } from './budget/setup.ts';
import { describeExport, describePeriodKey, exportFileName, NOTHING_TO_EXPORT } from './budget/spending-export.ts';
import { describeReport, reportAltText } from './budget/spending-report.ts';
import { describeAction, describeAlert, describeReach, describeUsage } from './card/alert.ts';
import { describeApproval, describeState } from './card/approval.ts';
import { chart } from './chart.ts';
import { kreaBudget } from './commands/krea-budget.ts';
import { krea } from './commands/krea.ts';
import { kreaSetup, kreaShow, kreaWallet } from './commands/other-commands.ts';
import { controls } from './controls.ts';
import { forms } from './forms.ts';
import { CREATIVITY_NAMES, VARIANT_NAMES } from './names.ts';
import { describeBreakage } from './refusal/breakage.ts';
import { describeDecisionRefusal } from './refusal/decision-refusal.ts';
import { describeOutcome, describeOutcomeInPublic } from './refusal/outcome.ts';
import { describeRefusal } from './refusal/refusal.ts';
import { KREA_ASKED_TO_STOP, MODERATORS_ASKED } from './result/asked.ts';
import { changeWords } from './result/change.ts';
import { describeCharges } from './result/charges.ts';
import { describeCutOff } from './result/cut-off.ts';
import { describeDeleted } from './result/deleted.ts';
import { describeLineage } from './result/lineage.ts';
import { describeMissing, isToldApart } from './result/missing-picture.ts';
import { NOT_SHOWN_NOW } from './result/not-shown.ts';
import { describeFiles } from './result/picture-file.ts';
import { describeLateKept, describePointer } from './result/pointer.ts';
import { describeProgress } from './result/progress.ts';
import { describeOrigin, describeReady } from './result/ready.ts';
import { askForChange, NOTHING_TO_CHANGE } from './result/reroll-with.ts';
import { describeSettings } from './result/settings.ts';
import { styleSuggestion, suggestionFor } from './result/suggestion.ts';

/** All words that people read, by what they are about. */
export const en = {
  budget: {
    describeAlertsChange,
    describeAudit,
    describeAuditFile,
    describeBudget,
    describeBudgetChange,
    describeCases,
    describeChange,
    describeChannelsChange,
    describeDone,
    describeExplanation,
    describeExport,
    describeLimitsChange,
    describeMemberWallet,
    describeModeratorsChange,
    describePeriodKey,
    describeReport,
    describeResolved,
    describeSetup,
    exportFileName,
    NOTHING_TO_EXPORT,
    reportAltText,
    suggestionForCase,
  },
  card: { describeAction, describeAlert, describeApproval, describeReach, describeState, describeUsage },
  chart,
  commands: { krea, kreaBudget, kreaSetup, kreaShow, kreaWallet },
  controls,
  forms,
  names: { CREATIVITY_NAMES, VARIANT_NAMES },
  refusal: { describeBreakage, describeDecisionRefusal, describeOutcome, describeOutcomeInPublic, describeRefusal },
  result: {
    askForChange,
    changeWords,
    describeCharges,
    describeCutOff,
    describeDeleted,
    describeFiles,
    describeLateKept,
    describeLineage,
    describeMissing,
    describeOrigin,
    describePointer,
    describeProgress,
    describeReady,
    describeSettings,
    isToldApart,
    KREA_ASKED_TO_STOP,
    MODERATORS_ASKED,
    NOT_SHOWN_NOW,
    NOTHING_TO_CHANGE,
    styleSuggestion,
    suggestionFor,
  },
};
