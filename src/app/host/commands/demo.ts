import type { Command } from 'commander';
import { composeAftermath } from '../demo/aftermath.ts';
import { letClientsWrite, type DemoClients } from '../demo/clients.ts';
import { composeMappings, composeReadyLine, composeWaysOn } from '../demo/closing-words.ts';
import { PANEL_AGENTS } from '../demo/furnishing.ts';
import { composeLeads } from '../demo/lead-aftermath.ts';
import { leadsOf } from '../demo/lead-outcome.ts';
import { tellLeadStory } from '../demo/lead-story.ts';
import { openDemo, type Demo, type DemoWish } from '../demo/open-demo.ts';
import { readPloomes } from '../demo/outside.ts';
import { tellStory } from '../demo/story.ts';
import { LAST_PORT, PLOOMES_RATE, wholeNumber } from '../option-values.ts';
import { endWithLauncher } from '../serve/launcher.ts';
import { awaitStopRequest } from '../serve/stop-request.ts';
import type { Terminal } from '../terminal.ts';

/** The story is told in one go, so that most of what Ploomes takes in a minute is sent at once; and it is longer than what the real one takes. */
const STORY_AT_ONCE = 0.65;
const STORY_RATE = 2 * PLOOMES_RATE;

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
    .option('--rate <n>', help.demo.rate(STORY_RATE, PLOOMES_RATE), wholeNumber(0, 1_000_000, terminal.words))
    .option('--json', help.demo.json)
    .addHelpText('after', `\n${help.examples}\n  npm start\n  vinculo demo --db demo.db --port 9000\n  vinculo demo --json --rate 0\n\n${help.exitCodes}`)
    .action(async (options: DemoOptions) => await runDemo(options, terminal));
}

async function runDemo({ json, ...wish }: DemoOptions, terminal: Terminal): Promise<void> {
  endWithLauncher(terminal.env);
  const stop = awaitStopRequest();
  try {
    const demo = await openDemo({ ...(json === true ? { rate: PLOOMES_RATE } : { rate: STORY_RATE, atOnce: STORY_AT_ONCE }), ...wish }, terminal);
    let clients: DemoClients | undefined;
    try {
      if (json === true) terminal.say(await composeReadyLine(demo));
      // Whoever wrote while the story is told would stand in it. Programs are left alone.
      else if (await Promise.race([present(demo, wish.db, terminal).then(() => 'told' as const), stop.made]) === 'told') clients = letClientsWrite(demo, terminal.words);
      await stop.made;
      if (json !== true) terminal.say(terminal.words.demo.stopping);
    } finally {
      await clients?.end();
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
    await tellLeadStory(demo, terminal);
  } else {
    say(words.demo.goesOn(db ?? ''));
    await demo.rest();
  }
  say(`\n${composeAftermath(await readPloomes(demo.ploomes), words)}\n`);
  say(`${composeLeads(await leadsOf(demo), demo.integrations, words)}\n`);
  say(`${composeWaysOn(demo, db, terminal)}\n`);
  if (db !== undefined) say(words.demo.kept(db));
  say(`${words.demo.panelAt(demo.page.url, PANEL_AGENTS.map(({ name }) => name))}\n`);
  say(words.demo.staysUp);
}
