import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';

/**
 * A process that keeps a database for itself, as a database browser does from the first edit on, until its input ends.
 * Says so on its output. Arguments: the file, and the statement that takes it.
 */
const [path = '', take = 'begin immediate'] = process.argv.slice(2);
const database = new DatabaseSync(path);
database.exec(take);
process.stdout.write('held\n');
process.stdin.resume().once('end', () => {
  database.exec('rollback');
  database.close();
});
