import type { Store } from '../../src/store/open-store.ts';
import { alertsContract } from './alerts.contract.ts';
import { approvalsContract } from './approvals.contract.ts';
import { approvingContract } from './approving.contract.ts';
import { blobsContract } from './blobs.contract.ts';
import { cacheContract } from './cache.contract.ts';
import { carryOverContract } from './carry-over.contract.ts';
import { decisionsContract } from './decisions.contract.ts';
import { deliveriesContract } from './deliveries.contract.ts';
import { foreseeingContract } from './foreseeing.contract.ts';
import { gaugesContract } from './gauges.contract.ts';
import { journalContract } from './journal.contract.ts';
import { ledgerPropertiesContract } from './ledger-properties.contract.ts';
import { ledgerContract } from './ledger.contract.ts';
import { openingContract } from './opening.contract.ts';
import { pendingAnswersContract } from './pending-answers.contract.ts';
import { removedFilesContract } from './removed-files.contract.ts';
import { reportsContract } from './reports.contract.ts';
import { rulebookContract } from './rulebook.contract.ts';
import { togglingContract } from './toggling.contract.ts';
import { usedImagesContract } from './used-images.contract.ts';

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
