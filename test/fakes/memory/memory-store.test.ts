import { storeContracts } from '../../contract/store-contracts.ts';
import { createMemoryStore } from './memory-store.ts';

storeContracts('in memory', async (options) => createMemoryStore(options));
