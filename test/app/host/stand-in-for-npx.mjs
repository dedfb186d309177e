// Starts the command as npx does, with a shell between the two, and stays. A signal ends it alone.
import { spawn } from 'node:child_process';

process.title = 'npm exec vinculo';
spawn('sh', ['-c', `"${process.execPath}" --disable-warning=ExperimentalWarning ${process.argv.slice(2).join(' ')}; true`], { stdio: 'inherit', env: { ...process.env, npm_command: 'exec' } });
