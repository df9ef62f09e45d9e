import { describeAudit, describeAuditFile, describeChange } from './budget/audit.ts';
import { describeBudget, describeBudgetChange } from './budget/budget.ts';
import { doneWords } from './budget/done.ts';
import { describeExplanation, describeLimits, PRECEDENCE } from './budget/limits.ts';
import { describeMemberWallet } from './budget/member-wallet.ts';
import { describeCases, describeResolved, suggestionForCase } from './budget/resolve.ts';
import { describeSetup } from './budget/setup.ts';
import { describeExport, describePeriodKey, exportFileName } from './budget/spending-export.ts';
import { describeReport, reportAltText } from './budget/spending-report.ts';
import { describeAction, describeAlert, describeAlerts, describeReach, describeUsage } from './card/alert.ts';
import { describeApproval, describeState } from './card/approval.ts';
import { counted, CREATIVITY_NAMES, listed, VARIANT_NAMES } from './names.ts';
import { describeBreakage } from './refusal/breakage.ts';
import { describeDecisionRefusal } from './refusal/decision-refusal.ts';
import { describeOutcome, describeOutcomeInPublic } from './refusal/outcome.ts';
import { describeRefusal } from './refusal/refusal.ts';
import { changeWords } from './result/change.ts';
import { describeCharges } from './result/charges.ts';
import { describeCutOff } from './result/cut-off.ts';
import { describeDeleted } from './result/deleted.ts';
import { describeLineage } from './result/lineage.ts';
import { describeMissing, isToldApart } from './result/missing-picture.ts';
import { describeFiles } from './result/picture-file.ts';
import { describeLateKept, describePointer } from './result/pointer.ts';
import { describeProgress } from './result/progress.ts';
import { describeSettings } from './result/settings.ts';
import { styleSuggestion, suggestionFor } from './result/suggestion.ts';

/** All words that people read, by what they are about. */
export const en = {
  budget: {
    describeAudit,
    describeAuditFile,
    describeBudget,
    describeBudgetChange,
    describeCases,
    describeChange,
    describeExplanation,
    describeExport,
    describeLimits,
    describeMemberWallet,
    describePeriodKey,
    describeReport,
    describeResolved,
    describeSetup,
    doneWords,
    exportFileName,
    PRECEDENCE,
    reportAltText,
    suggestionForCase,
  },
  card: {
    describeAction,
    describeAlert,
    describeAlerts,
    describeApproval,
    describeReach,
    describeState,
    describeUsage,
  },
  names: { counted, CREATIVITY_NAMES, listed, VARIANT_NAMES },
  refusal: { describeBreakage, describeDecisionRefusal, describeOutcome, describeOutcomeInPublic, describeRefusal },
  result: {
    changeWords,
    describeCharges,
    describeCutOff,
    describeDeleted,
    describeFiles,
    describeLateKept,
    describeLineage,
    describeMissing,
    describePointer,
    describeProgress,
    describeSettings,
    isToldApart,
    styleSuggestion,
    suggestionFor,
  },
};
