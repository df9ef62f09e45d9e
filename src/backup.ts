import process from 'node:process';

import { parseDatabaseSetting } from './process/config.ts';
import { backUp } from './store/sqlite/backup.ts';

const USAGE = `Usage: npm run backup -- FILE
Writes everything that the bot keeps into a new file, as it is at one instant. It may run beside the bot.
In a container: docker compose exec bot node src/backup.ts /data/backup.db`;

function complain(words: string): void {
  process.stderr.write(`${words}\n`);
  process.exitCode = 1;
}

const [file, ...more] = process.argv.slice(2);
const setting = parseDatabaseSetting(process.env);
if (file === undefined || file.startsWith('-') || more.length > 0) {
  complain(USAGE);
} else if ('mistakes' in setting) {
  complain(['The settings are not right:', ...setting.mistakes.map((line) => `  ${line}`)].join('\n'));
} else {
  try {
    const { from, to, bytes } = backUp(setting.databaseUrl, file);
    process.stdout.write(`Done: ${from} is backed up as ${to} (${(bytes / 1e6).toFixed(1)} MB).\n`);
  } catch (error) {
    complain(`No backup was made: ${error instanceof Error ? error.message : 'unknown error'}.`);
  }
}
