import { runCommandLine } from './command-line.ts';
import { createTerminal } from './terminal.ts';

// The command line runs by being loaded: `bin.ts` does so on a Node that can, `tools/run.mjs` from a checkout.
process.exitCode = await runCommandLine(createTerminal(process));
