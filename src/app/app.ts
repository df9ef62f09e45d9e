import { createAlertActions } from './moderation/alert-actions.ts';
import type { AlertActions } from './moderation/alert-actions.ts';
import { createAlertReach } from './budget/alert-reach.ts';
import type { CheckAlertReach } from './budget/alert-reach.ts';
import { createApprovalDesk } from './moderation/approval-desk.ts';
import type { ApprovalDesk } from './moderation/approval-desk.ts';
import { announceEnds } from './decorators/announce-ends.ts';
import type { AppDeps } from './app-deps.ts';
import { createApprovalUpkeep } from './moderation/approval-upkeep.ts';
import { createAgain } from './creation/again.ts';
import type { Again } from './creation/again.ts';
import { createAskedBy } from './creation/asked-by.ts';
import { createAuditLog } from './budget/audit-log.ts';
import type { AuditLog } from './budget/audit-log.ts';
import { createBackground } from '../kit/background.ts';
import { createBudgetDesk } from './budget/budget-desk.ts';
import type { BudgetDesk } from './budget/budget-desk.ts';
import { createCancel } from './painting/cancel.ts';
import type { Cancel } from './painting/cancel.ts';
import { createCardContent } from './moderation/card-content.ts';
import { createCardFollower } from './moderation/card-follower.ts';
import { createCardOutbox } from './moderation/card-outbox.ts';
import { createWithReferences } from './creation/copy-references.ts';
import type { WithReferences } from './creation/copy-references.ts';
import { createEditRules } from './budget/edit-rules.ts';
import { createEngine } from './painting/engine.ts';
import type { Engine } from './painting/engine.ts';
import { createForeignNames } from './budget/foreign-names.ts';
import { createGenerate } from './creation/generate.ts';
import type { Generate } from './creation/generate.ts';
import { createJudge } from './creation/judge.ts';
import type { Judge } from './creation/judge.ts';
import { rememberTrouble } from './decorators/backend-trouble.ts';
import { createLimitsOfApproval } from './moderation/limits-of-approval.ts';
import { createPictureLoader } from './delivery/load-pictures.ts';
import { createMemberWallet } from './budget/member-wallet.ts';
import type { ReadMemberWallet } from './budget/member-wallet.ts';
import { meterDecisions, meterImageApi, meterJournal } from './decorators/metered.ts';
import { createMayBeAsked, offerApproval } from './moderation/offer-approval.ts';
import { createOfferedImages } from './moderation/offered-images.ts';
import { createOfferedRequests } from './moderation/offered-requests.ts';
import { createPatientStore } from './decorators/patient-store.ts';
import { createPersist } from './decorators/persist.ts';
import type { NewSeed } from '../ports/clock.ts';
import { NO_METER } from '../ports/meter.ts';
import { createPost } from './delivery/post.ts';
import { createReadLimits } from './moderation/read-limits.ts';
import { refuseAtOnce } from './creation/refuse-at-once.ts';
import { createRemove } from './delivery/remove.ts';
import type { Remove } from './delivery/remove.ts';
import { createResolve } from './painting/resolve.ts';
import type { Resolve } from './painting/resolve.ts';
import { createRunApproved } from './moderation/run-approved.ts';
import { createServerAccess } from './budget/server-access.ts';
import { createSetup } from './budget/setup.ts';
import type { Setup } from './budget/setup.ts';
import { createShow } from './delivery/show.ts';
import type { Show } from './delivery/show.ts';
import { createSpendingDesk } from './budget/spending-desk.ts';
import type { SpendingDesk } from './budget/spending-desk.ts';
import { createStyles } from './creation/styles.ts';
import type { Styles } from './creation/styles.ts';
import { createSweepImages } from './moderation/sweep-images.ts';
import { createWaitingLine, keepLine } from './queue/waiting-line.ts';
import { createWalletReader } from './budget/wallet.ts';
import { createSizeWatch } from './budget/watch-size.ts';

/** Everything that people can ask of the bot. */
export interface App {
  generate: Generate;
  judge: Judge;
  withReferences: WithReferences;
  again: Again;
  cancel: Cancel;
  remove: Remove;
  show: Show;
  budget: BudgetDesk;
  spending: SpendingDesk;
  auditLog: AuditLog;
  memberWallet: ReadMemberWallet;
  resolve: Resolve;
  setup: Setup;
  alerts: AlertActions;
  alertReach: CheckAlertReach;
  approvals: ApprovalDesk;
  styles: Styles;
  newSeed: NewSeed;
  engine: Engine;
  /** Whether what that interaction asked for is on record. */
  isRecorded(interactionId: string): Promise<boolean>;
  /** Takes up everything that a restart cut off. */
  recover(): Promise<void>;
}

/** Builds the use cases over the adapters. */
export function createApp(given: AppDeps): App {
  const { meter = NO_METER, keepPicturesDays = null } = given;
  const line = createWaitingLine();
  const deps = {
    ...given,
    ...announceEnds(
      { journal: meterJournal(keepLine(given.journal, line), { ...given, meter }), decisions: meterDecisions(given.decisions, { meter }) },
      (generationId) => follower.moved(generationId),
    ),
    imageApi: meterImageApi(rememberTrouble(given.imageApi, given), { meter }),
  };
  const background = createBackground(deps.log, deps.clock);
  const { stopping } = background;
  const post = createPost({ ...deps, stopping });
  const wallet = createWalletReader(deps);
  const persist = createPersist({ ...deps, stopping });
  const patient = createPatientStore(deps, persist);
  const loader = createPictureLoader({ ...deps, stopping, persist });
  const engine = createEngine({
    ...deps,
    ...patient,
    line,
    background,
    post,
    loader: { load: async (pictures, delays) => persist(async () => loader.load(pictures, delays)) },
    wallet: { read: async (owner) => persist(async () => wallet.read(owner)) },
  });
  const foreignNames = createForeignNames(deps);
  const access = createServerAccess({ ...deps, meter });
  const askedBy = createAskedBy({ ...deps, access });
  const readLimits = createReadLimits(deps);
  const content = createCardContent({ ...deps, limitsOf: createLimitsOfApproval({ ...deps, askedBy, readLimits }) });
  const follower = createCardFollower({ ...deps, content, background });
  const outbox = createCardOutbox({ ...deps, content, background });
  const open = createGenerate({ ...deps, askedBy, engine, postCards: outbox.wake });
  const [images, requests] = [createOfferedImages(deps), createOfferedRequests(deps)];
  const generate = refuseAtOnce(offerApproval(open, { ...deps, askedBy, readLimits, images, requests }), { engine, stopping });
  const editRules = createEditRules(deps);
  const sizeWatch = createSizeWatch({ ...deps, ...patient, keepPicturesDays });
  const runApproved = createRunApproved({ ...deps, askedBy, engine, outbox });
  const keepUp = createApprovalUpkeep({ ...deps, follower, outbox, sweepImages: createSweepImages({ ...deps, ...patient, background, keepPicturesDays }), background });
  return {
    generate,
    judge: createJudge({ ...deps, askedBy, mayBeAsked: createMayBeAsked({ ...deps, images }), engine, stopping }),
    withReferences: createWithReferences(deps),
    again: createAgain({ ...deps, generate }),
    cancel: createCancel({ ...deps, engine }),
    remove: createRemove(deps),
    show: createShow({ ...deps, loader, post, wallet }),
    budget: createBudgetDesk({ ...deps, foreignNames, wallet, editRules }),
    setup: createSetup({ ...deps, sizeWatch, access, foreignNames, editRules }),
    resolve: createResolve({ ...deps, engine }),
    alertReach: createAlertReach(deps),
    alerts: createAlertActions({ ...deps, editRules, follower }),
    approvals: createApprovalDesk({ ...deps, requests, outbox, follower, runApproved }),
    spending: createSpendingDesk({ ...deps, wallet }),
    auditLog: createAuditLog(deps),
    memberWallet: createMemberWallet({ ...deps, access, wallet }),
    styles: createStyles(deps),
    newSeed: deps.newSeed,
    engine,
    isRecorded: async (interactionId) => (await deps.journal.find(interactionId)) !== undefined,
    async recover() {
      await engine.recover();
      await keepUp();
      background.start('watch the size of the records', async () => sizeWatch.watch(background));
    },
  };
}
