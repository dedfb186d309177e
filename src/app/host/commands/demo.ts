import type { Command } from 'commander';
import { composeAftermath } from '../demo/aftermath.ts';
import { composeMappings, composeReadyLine, composeWaysOn } from '../demo/closing-words.ts';
import { openDemo, type Demo, type DemoWish } from '../demo/open-demo.ts';
import { readPloomes } from '../demo/outside.ts';
import { tellStory } from '../demo/story.ts';
import { LAST_PORT, PLOOMES_RATE, wholeNumber } from '../option-values.ts';
import { endWithLauncher } from '../serve/launcher.ts';
import { awaitStopRequest } from '../serve/stop-request.ts';
import type { Terminal } from '../terminal.ts';

/** The story is told in one go, so that most of what Ploomes takes in a minute is sent at once. */
const STORY_AT_ONCE = 0.65;

interface DemoOptions extends DemoWish {
  readonly json?: true;
}

export function addDemoCommand(program: Command, terminal: Terminal): void {
  const { help } = terminal.words;
  program.command('demo')
    .description(help.demo.about)
    .option('--db <file>', help.demo.db)
    .option('--postgres <url>', help.demo.postgres)
    .option('--port <n>', help.demo.port, wholeNumber(0, LAST_PORT, terminal.words))
    .option('--rate <n>', help.demo.rate, wholeNumber(0, 1_000_000, terminal.words), PLOOMES_RATE)
    .option('--json', help.demo.json)
    .addHelpText('after', `\n${help.examples}\n  npm start\n  vinculo demo --db demo.db --port 9000\n  vinculo demo --json --rate 0\n\n${help.exitCodes}`)
    .action(async (options: DemoOptions) => await runDemo(options, terminal));
}

async function runDemo({ json, ...wish }: DemoOptions, terminal: Terminal): Promise<void> {
  endWithLauncher(terminal.env);
  const stop = awaitStopRequest();
  try {
    const demo = await openDemo({ ...wish, ...(json === true ? {} : { atOnce: STORY_AT_ONCE }) }, terminal);
    try {
      if (json === true) terminal.say(composeReadyLine(demo));
      else await Promise.race([present(demo, wish.db, terminal), stop.made]);
      await stop.made;
      if (json !== true) terminal.say(terminal.words.demo.stopping);
    } finally {
      await demo.close();
    }
  } finally {
    stop.forget();
  }
}

async function present(demo: Demo, db: string | undefined, terminal: Terminal): Promise<void> {
  const { words, say } = terminal;
  say(`${words.demo.hello}\n`);
  if (demo.story === 'begun') {
    say(`${composeMappings(demo, words)}\n`);
    await tellStory(demo, terminal);
  } else {
    say(words.demo.goesOn(db ?? ''));
    await demo.rest();
  }
  say(`\n${composeAftermath(await readPloomes(demo.ploomes), words)}\n`);
  say(`${composeWaysOn(demo, db, terminal)}\n`);
  if (db !== undefined) say(words.demo.kept(db));
  say(words.demo.staysUp);
}
