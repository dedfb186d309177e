// `npm run chaos`: the hub under load while its machines, its database and the outside misbehave. See docs/guides/prove-it-under-chaos.md.
import { writeFileSync } from 'node:fs';
import { runChaos } from './chaos.ts';
import { parseChaosArguments } from './options.ts';
import { composeReport } from './report.ts';

// Its processes and its database end with it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

const { json, ...options } = parseChaosArguments(process.argv.slice(2));
const report = await runChaos(options);
process.stdout.write(composeReport(report));
if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, undefined, 2)}\n`);
process.exitCode = report.verdict.length === 0 ? 0 : 1;
