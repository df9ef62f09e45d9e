import type { Ceilings } from '../../core/money/budget.ts';
import type { Background } from '../../kit/background.ts';
import type { DrawChart } from '../../ports/chart.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directory } from '../../ports/directory.ts';
import type { ImageApi } from '../../ports/image-api.ts';
import type { Log } from '../../ports/log.ts';
import type { Meter } from '../../ports/meter.ts';
import type { IsMentionable, OwnMember, PermissionsIn } from '../../ports/server.ts';
import type { Budgets } from '../../ports/store/budgets.ts';
import type { CardBox } from '../../ports/store/card-box.ts';
import type { Journal } from '../../ports/store/journal.ts';
import type { LedgerReader } from '../../ports/store/ledger-reader.ts';
import type { Rulebook } from '../../ports/store/rulebook.ts';
import type { Blobs, Cache } from '../../ports/store/storage.ts';
import { createAlertReach } from './alert-reach.ts';
import type { CheckAlertReach } from './alert-reach.ts';
import { createAuditLog } from './audit-log.ts';
import type { AuditLog } from './audit-log.ts';
import { createBudgetDesk } from './budget-desk.ts';
import type { BudgetDesk } from './budget-desk.ts';
import { createEditRules } from './edit-rules.ts';
import type { EditRules } from './edit-rules.ts';
import { createForeignNames } from './foreign-names.ts';
import { createMemberWallet } from './member-wallet.ts';
import type { ReadMemberWallet } from './member-wallet.ts';
import { createServerAccess } from './server-access.ts';
import type { AllowedGuilds, ServerAccess } from './server-access.ts';
import { createSetup } from './setup.ts';
import type { Setup } from './setup.ts';
import { createSpendingDesk } from './spending-desk.ts';
import type { SpendingDesk } from './spending-desk.ts';
import { createWalletReader } from './wallet.ts';
import type { WalletReader } from './wallet.ts';
import { createSizeWatch } from './watch-size.ts';

export interface BudgetDeps {
  journal: Pick<Journal, 'recent'>;
  rulebook: Rulebook;
  budgets: Budgets;
  ledger: LedgerReader;
  cardBox: CardBox;
  cache: Cache;
  /** For background work: each call is repeated until the records can be used. */
  retryingBlobs: Blobs;
  imageApi: ImageApi;
  drawChart: DrawChart;
  directory: Directory;
  permissionsIn: PermissionsIn;
  ownMember: OwnMember;
  isMentionable: IsMentionable;
  background: Background;
  clock: Clock;
  log: Log;
  meter: Meter;
  ceilings: Ceilings;
  allowedGuilds: AllowedGuilds;
  /** After how many days pictures and references that nothing used are removed; null for ever. */
  keepPicturesDays: number | null;
}

/** What moderators and members ask about money, and what everything else asks before it spends. */
export interface BudgetWing {
  budget: BudgetDesk;
  spending: SpendingDesk;
  auditLog: AuditLog;
  memberWallet: ReadMemberWallet;
  setup: Setup;
  alertReach: CheckAlertReach;
  access: ServerAccess;
  editRules: EditRules;
  wallet: WalletReader;
  /** Begins to watch how large the records are. */
  watchSize(): void;
}

/** Builds the desks over the records of money and rules. */
export function createBudget(deps: BudgetDeps): BudgetWing {
  const {
    journal,
    rulebook,
    budgets,
    ledger,
    cardBox,
    cache,
    retryingBlobs,
    imageApi,
    drawChart,
    directory,
    permissionsIn,
  } = deps;
  const { ownMember, isMentionable, background, clock, log, meter, ceilings, allowedGuilds, keepPicturesDays } = deps;
  const wallet = createWalletReader({ budgets, rulebook, ceilings, clock });
  const access = createServerAccess({ directory, allowedGuilds, clock, log, meter });
  const foreignNames = createForeignNames({ directory });
  const editRules = createEditRules({ rulebook, ceilings, clock, log });
  const sizeWatch = createSizeWatch({ blobs: retryingBlobs, clock, log, keepPicturesDays });

  return {
    budget: createBudgetDesk({ ledger, budgets, rulebook, cardBox, editRules, wallet, foreignNames, ceilings, clock }),
    spending: createSpendingDesk({ ledger, rulebook, wallet, drawChart, clock, log }),
    auditLog: createAuditLog({ rulebook, ceilings }),
    memberWallet: createMemberWallet({ journal, budgets, rulebook, access, wallet, ceilings, clock }),
    setup: createSetup({
      sizeWatch,
      rulebook,
      editRules,
      access,
      foreignNames,
      imageApi,
      cache,
      permissionsIn,
      ownMember,
      ceilings,
      clock,
    }),
    alertReach: createAlertReach({ permissionsIn, ownMember, isMentionable, log }),
    access,
    editRules,
    wallet,
    watchSize: () => background.start('watch the size of the records', async () => sizeWatch.watch(background)),
  };
}
