/** `npm run db:migrate`: bring the database up to date without starting anything. */
import { readConfig } from './config.js';
import { withDatabase } from './database/open-database.js';
import { createLog } from './log.js';

const done = await withDatabase(readConfig(process.env), createLog(process.stderr), (_database, migrations) => Promise.resolve(migrations));
process.stdout.write(done.length === 0 ? 'The database is up to date.\n' : `${done.map((name) => `ran ${name}`).join('\n')}\n`);
process.exit(0);
