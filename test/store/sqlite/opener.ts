import { openStore } from '../../../src/store/open-store.ts';
import { EACH, open } from '../../contract/samples.ts';

/**
 * A process that opens twenty generations at once with a budget for three and says how many were opened.
 * Arguments: the database's address, and a name that makes its generations' ids its own.
 */
const [url = '', name = ''] = process.argv.slice(2);
const store = await openStore(url);
const outcomes = await Promise.all(
  Array.from({ length: 20 }, async (_, count) => open(store.journal, { id: `${name}-${count}` }, { guild: 3 * EACH })),
);
await store.close();
process.stdout.write(`${outcomes.filter(({ kind }) => kind === 'opened').length}\n`);
