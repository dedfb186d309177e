// `npm run chaos`: the hub under load while its machines, its database and the outside misbehave. See docs/guides/prove-it-under-faults.md.
import { writeFileSync } from 'node:fs';
import { runChaos } from './chaos.ts';
import { parseChaosArguments } from './options.ts';
import { composeReport } from './report.ts';

const USAGE = `Usage: npm run chaos -- [--short | --shortest] [--store sqlite|postgres] [--seed TEXT] [--deliveries N] [--minutes N]
  [--accounts N] [--sessions N] [--troubles REGEXP] [--postgres URL] [--postgres-bin FOLDER] [--log warn|error] [--json FILE]
What they mean, and how the report is read: docs/guides/prove-it-under-faults.md`;

/** Ends with the usage for whoever asks for it, or asks for something unknown. */
function asked(args: readonly string[]): ReturnType<typeof parseChaosArguments> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(USAGE);
    process.exit(0);
  }
  try {
    return parseChaosArguments(args);
  } catch (cause) {
    console.error(`${cause instanceof Error ? cause.message : String(cause)}\n${USAGE}`);
    process.exit(2);
  }
}

// Its processes and its database end with it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

const { json, ...options } = asked(process.argv.slice(2));
const report = await runChaos(options);
process.stdout.write(composeReport(report));
if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, undefined, 2)}\n`);
process.exitCode = report.verdict.length === 0 ? 0 : 1;
