import { Command, CommanderError, type Option } from 'commander';
import { complain, EXIT } from './complaint.ts';
import { addAuditCommand } from './commands/audit.ts';
import { addLineageCommand } from './commands/lineage.ts';
import { addEraseCommand } from './commands/erase.ts';
import { addKeysCommand } from './commands/keys.ts';
import { addMapCommand } from './commands/map.ts';
import { addSecretsCommand } from './commands/secrets.ts';
import { addStoreCommands } from './commands/backup.ts';
import { addDeliveriesCommand } from './commands/deliveries.ts';
import { addConfigCommand } from './commands/config.ts';
import { addConnectionsCommand } from './commands/connections.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addSimulateCommand } from './commands/simulate.ts';
import { addSyncCommand } from './commands/sync.ts';
import { addStartCommand } from './commands/start.ts';
import { choice, plainText } from './option-values.ts';
import type { Terminal } from './terminal.ts';
import { readVersion } from './version.ts';

/** Runs one command to its end and gives its exit code. Never rejects. */
export async function runCommandLine(terminal: Terminal): Promise<number> {
  const program = createProgram(terminal);
  const typed = commandTyped(program, terminal.args);
  try {
    // A group of commands by itself asks what there is.
    await program.parseAsync(typed.rest === 'nothing' ? [...terminal.args, '--help'] : terminal.args, { from: 'user' });
    return EXIT.well;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return EXIT.well;
    const { text, exitCode } = complain(thrown, typed.name, terminal.words);
    terminal.note(text);
    return exitCode;
  }
}

function createProgram(terminal: Terminal): Command {
  const { help } = terminal.words;
  const titles: Readonly<Record<string, string>> = help.titles;
  const inWords = (term: string): string => term.replace('[options]', help.usageOptions).replace('[command]', help.usageCommand);
  const program = new Command('vinculo')
    .description(help.program)
    .exitOverride()
    .helpOption('-h, --help', help.show)
    .version(readVersion(), '-V, --version', help.version)
    .configureOutput({ writeOut: (text) => terminal.say(text.trimEnd()), outputError: () => undefined })
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => titles[title] ?? title,
      optionDescription: (option) => optionDescription(option, help),
      styleUsage: inWords,
      styleSubcommandTerm: inWords,
    })
    .addOption(choice('--lang <language>', help.lang, ['pt-BR', 'en'], terminal.words).default('pt-BR'))
    .addHelpText('after', `\n${help.examples}\n  vinculo demo\n  vinculo start --db vinculo.db --config vinculo.config.json --secret-key-env VINCULO_SECRET_KEY\n  vinculo deliveries list --db vinculo.db --state set-aside\n\n${help.exitCodes}`);
  addDemoCommand(program, terminal);
  addStartCommand(program, terminal);
  addSimulateCommand(program, terminal);
  addStoreCommands(program, terminal);
  addEraseCommand(program, terminal);
  addDeliveriesCommand(program, terminal);
  addConnectionsCommand(program, terminal);
  addDoctorCommand(program, terminal);
  addConfigCommand(program, terminal);
  addSyncCommand(program, terminal);
  addMapCommand(program, terminal);
  addKeysCommand(program, terminal);
  addSecretsCommand(program, terminal);
  addLineageCommand(program, terminal);
  addAuditCommand(program, terminal);
  for (const command of withCommandsOf(program)) finish(command, help);
  return program;
}

const withCommandsOf = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(withCommandsOf)];

/** What every command has. */
function finish(command: Command, help: Terminal['words']['help']): void {
  if (command.commands.length > 0) command.helpCommand('help [command]', help.ofCommand);
  for (const option of command.options) if (option.required && option.parseArg === undefined) option.argParser(plainText);
}

/** Commander would say "default" and "choices" in English. */
function optionDescription({ description, argChoices, defaultValue }: Option, help: Terminal['words']['help']): string {
  const extra = [
    ...(argChoices === undefined ? [] : [`${help.choicesAre}: ${argChoices.join(', ')}`]),
    ...(defaultValue === undefined || typeof defaultValue === 'boolean' ? [] : [`${help.defaultIs}: ${String(defaultValue)}`]),
  ];
  return extra.length === 0 ? description : `${description} (${extra.join('; ')})`;
}

/** `vinculo deliveries list`, as far as the words are commands; `rest` is `nothing` for a group of commands by itself. */
function commandTyped(program: Command, args: readonly string[]): { readonly name: string; readonly rest: 'nothing' | 'something' } {
  const commands = [program];
  let others = 0;
  for (const [at, arg] of args.entries()) {
    const next = commands.at(-1)?.commands.find((each) => each.name() === arg);
    if (next !== undefined) commands.push(next);
    else if (!arg.startsWith('--lang') && args[at - 1] !== '--lang') others += 1;
  }
  const isGroup = (commands.at(-1)?.commands.length ?? 0) > 0;
  return { name: commands.map((each) => each.name()).join(' '), rest: isGroup && others === 0 ? 'nothing' : 'something' };
}
