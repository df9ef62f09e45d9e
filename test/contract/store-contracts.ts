import type { Store } from '../../src/store/open-store.ts';
import { approvingContract } from './ledger/approving.contract.ts';
import { carryOverContract } from './ledger/carry-over.contract.ts';
import { decisionsContract } from './ledger/decisions.contract.ts';
import { foreseeingContract } from './ledger/foreseeing.contract.ts';
import { gaugesContract } from './ledger/gauges.contract.ts';
import { ledgerPropertiesContract } from './ledger/ledger-properties.contract.ts';
import { ledgerContract } from './ledger/ledger.contract.ts';
import { openingContract } from './ledger/opening.contract.ts';
import { reportsContract } from './ledger/reports.contract.ts';
import { alertsContract } from './records/alerts.contract.ts';
import { approvalsContract } from './records/approvals.contract.ts';
import { blobsContract } from './records/blobs.contract.ts';
import { cacheContract } from './records/cache.contract.ts';
import { deliveriesContract } from './records/deliveries.contract.ts';
import { journalContract } from './records/journal.contract.ts';
import { pendingAnswersContract } from './records/pending-answers.contract.ts';
import { removedFilesContract } from './records/removed-files.contract.ts';
import { rulebookContract } from './records/rulebook.contract.ts';
import { togglingContract } from './records/toggling.contract.ts';
import { usedImagesContract } from './records/used-images.contract.ts';

/** Registers all that a store must do, for one implementation; `createStore` hands out a new, empty one each time. */
export function storeContracts(name: string, createStore: (options?: { now?: () => number }) => Promise<Store>): void {
  journalContract(name, createStore);
  deliveriesContract(name, createStore);
  decisionsContract(name, createStore);
  openingContract(name, createStore);
  foreseeingContract(name, createStore);
  ledgerContract(name, createStore);
  ledgerPropertiesContract(name, createStore);
  rulebookContract(name, createStore);
  carryOverContract(name, createStore);
  togglingContract(name, createStore);
  reportsContract(name, createStore);
  alertsContract(name, createStore);
  approvalsContract(name, createStore);
  approvingContract(name, createStore);
  gaugesContract(name, createStore);
  pendingAnswersContract(name, createStore);
  blobsContract(name, createStore);
  usedImagesContract(name, createStore);
  removedFilesContract(name, createStore);
  cacheContract(name, (now) => createStore({ now }));
}
