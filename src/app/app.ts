import { createAlertActions } from './alert-actions.ts';
import type { AlertActions } from './alert-actions.ts';
import { createAlertReach } from './alert-reach.ts';
import type { CheckAlertReach } from './alert-reach.ts';
import { createApprovalDesk } from './approval-desk.ts';
import type { ApprovalDesk } from './approval-desk.ts';
import { announceEnds } from './announce-ends.ts';
import type { AppDeps } from './app-deps.ts';
import { createApprovalUpkeep } from './approval-upkeep.ts';
import { createAgain } from './again.ts';
import type { Again } from './again.ts';
import { createAskedBy } from './asked-by.ts';
import { createAuditLog } from './audit-log.ts';
import type { AuditLog } from './audit-log.ts';
import { createBackground } from './background.ts';
import { createBudgetDesk } from './budget-desk.ts';
import type { BudgetDesk } from './budget-desk.ts';
import { createCancel } from './cancel.ts';
import type { Cancel } from './cancel.ts';
import { createCardContent } from './card-content.ts';
import { createCardFollower } from './card-follower.ts';
import { createCardOutbox } from './card-outbox.ts';
import { createWithReferences } from './copy-references.ts';
import type { WithReferences } from './copy-references.ts';
import { createEditRules } from './edit-rules.ts';
import { createEngine } from './engine.ts';
import type { Engine } from './engine.ts';
import { createForeignNames } from './foreign-names.ts';
import { createGenerate } from './generate.ts';
import type { Generate } from './generate.ts';
import { createJudge } from './judge.ts';
import type { Judge } from './judge.ts';
import { rememberTrouble } from './krea-trouble.ts';
import { createLimitsOfApproval } from './limits-of-approval.ts';
import { createPictureLoader } from './load-pictures.ts';
import { createMemberWallet } from './member-wallet.ts';
import type { ReadMemberWallet } from './member-wallet.ts';
import { meterDecisions, meterImageApi, meterJournal } from './metered.ts';
import { createMayBeAsked, offerApproval } from './offer-approval.ts';
import { createOfferedImages } from './offered-images.ts';
import { createOfferedRequests } from './offered-requests.ts';
import { createPatientStore } from './patient-store.ts';
import { createPersist } from './persist.ts';
import type { NewSeed } from './ports/clock.ts';
import { NO_METER } from './ports/meter.ts';
import { createPost } from './post.ts';
import { createReadLimits } from './read-limits.ts';
import { refuseAtOnce } from './refuse-at-once.ts';
import { createRemove } from './remove.ts';
import type { Remove } from './remove.ts';
import { createResolve } from './resolve.ts';
import type { Resolve } from './resolve.ts';
import { createRunApproved } from './run-approved.ts';
import { createServerAccess } from './server-access.ts';
import { createSetup } from './setup.ts';
import type { Setup } from './setup.ts';
import { createShow } from './show.ts';
import type { Show } from './show.ts';
import { createSpendingDesk } from './spending-desk.ts';
import type { SpendingDesk } from './spending-desk.ts';
import { createStyles } from './styles.ts';
import type { Styles } from './styles.ts';
import { createSweepImages } from './sweep-images.ts';
import { createWaitingLine, keepLine } from './waiting-line.ts';
import { createWalletReader } from './wallet.ts';
import { createSizeWatch } from './watch-size.ts';

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
