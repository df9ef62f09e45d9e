import { openStore } from '../../src/store/open-store.ts';
import { storeContracts } from '../contract/store-contracts.ts';

storeContracts('SQLite', async (options) => openStore('sqlite::memory:', options));
