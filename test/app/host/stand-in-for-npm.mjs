// Starts the launcher as npm does, with a shell between the two, and stays.
import { spawn } from 'node:child_process';

spawn('sh', ['-c', `"${process.execPath}" tools/run.mjs ${process.argv.slice(2).join(' ')}; true`], { stdio: 'inherit' });
