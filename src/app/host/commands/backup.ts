import type { Command } from 'commander';
import { dumpPostgres, fillFromDump } from '../../../adapters/postgres/index.ts';
import { backupSqlite, readBackup, restoreSqlite, writeBackup, type SqliteBackup } from '../../../adapters/sqlite/index.ts';
import { createSystemClock } from '../../../adapters/system/index.ts';
import { formatInstant } from '../../../domain/index.ts';
import { DEFAULT_TIME_ZONE } from '../../config.ts';
import { textOfCode } from '../../wording/index.ts';
import { Complaint, EXIT } from '../complaint.ts';
import { plainText } from '../option-values.ts';
import { chooseStore, type ChosenStore, type StoreWish } from '../serve/choose-store.ts';
import { readControlFile } from '../serve/control-file.ts';
import { carryOver, MOVE_PATH } from '../serve/moving.ts';
import type { Terminal } from '../terminal.ts';

/** Commands about the store as a whole: copy it, bring a copy back, move it. */
export function addStoreCommands(program: Command, terminal: Terminal): void {
  const { help } = terminal.words;
  const examples = (...lines: readonly string[]): string => `\n${help.examples}\n${lines.map((line) => `  vinculo ${line}\n`).join('')}\n${help.exitCodes}`;
  withStore(program.command('backup').description(help.backup.about), terminal)
    .requiredOption('--to <file>', help.backup.to, plainText)
    .addHelpText('after', examples('backup --db vinculo.db --to copia.db', 'backup --postgres postgres://… --to copia.db'))
    .action(async ({ to, ...wish }: StoreWish & { readonly to: string }) => await runBackup(chooseStore(wish, terminal), wish, to, terminal));
  withStore(program.command('restore').description(help.restore.about), terminal)
    .requiredOption('--from <file>', help.restore.from, plainText)
    .addHelpText('after', examples('restore --from copia.db --db vinculo.db', 'restore --from copia.db --postgres postgres://…'))
    .action(async ({ from, ...wish }: StoreWish & { readonly from: string }) => await runRestore(chooseStore(wish, terminal), wish, from, terminal));
  program.command('move').description(help.move.about)
    .requiredOption('--from <file>', help.move.from, plainText)
    .option('--to <url>', help.move.to)
    .addHelpText('after', examples('move --from vinculo.db --to postgres://…'))
    .action(async ({ from, to }: { readonly from: string; readonly to?: string }) => await runMove(from, chooseTarget(to, terminal), terminal));
}

const withStore = (command: Command, { words: { help } }: Terminal): Command => command
  .option('--db <file>', help.start.db)
  .option('--postgres <url>', help.start.postgres);

async function runBackup({ name, file, complain }: ChosenStore, { postgres }: StoreWish, to: string, terminal: Terminal): Promise<void> {
  const now = createSystemClock().now();
  const backup = file === undefined
    ? await dumpPostgres({ source: addressOf(postgres, terminal) }, async (dump) => await writeBackup(to, dump, now)).catch(complain)
    : await backupSqlite(file, to, now).catch(complain);
  terminal.say(terminal.words.store.backedUp(name, to, ...detailsOf(backup, terminal)));
}

async function runRestore({ name, file, complain }: ChosenStore, { postgres }: StoreWish, from: string, terminal: Terminal): Promise<void> {
  const takenAt = file === undefined
    ? await readBackup(from, async (dump, at) => {
        await fillFromDump({ source: addressOf(postgres, terminal) }, dump, { takenAt: at });
        return at;
      }).catch(complain)
    : (await restoreSqlite(from, file).catch(complain)).takenAt;
  terminal.say(terminal.words.store.restored(name, formatInstant(takenAt, terminal.language, DEFAULT_TIME_ZONE, 'second')));
}

/** A hub that runs on the file moves by itself, and its senders wait for a moment; else the file is opened here. */
async function runMove(from: string, to: string, terminal: Terminal): Promise<void> {
  const { complain } = chooseStore({ db: from }, terminal);
  const control = readControlFile(from);
  const moved = control === undefined ? undefined : await askedToMove(control, to, terminal);
  if (moved === undefined) await carryOver(from, to).catch(complain);
  terminal.say(terminal.words.store.moved(from, chooseStore({ postgres: to }, terminal).name, moved === undefined ? 'stopped' : 'running'));
}

/** `undefined` when nobody answers there: the control file was left by a hub that was killed. */
async function askedToMove({ url, key }: { readonly url: string; readonly key: string }, to: string, { words }: Terminal): Promise<'moved' | undefined> {
  const response = await fetch(`${url}${MOVE_PATH}`, {
    method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify({ to }),
  }).catch(() => undefined);
  if (response === undefined) return undefined;
  if (response.ok) return 'moved';
  if (response.status === 404) throw new Complaint(EXIT.refused, { what: words.complaint.moveHub, why: words.complaint.moveNotAnswered, mend: words.complaint.moveNotAnsweredMend });
  const body: unknown = await response.json().catch(() => undefined);
  const why = textOfCode(parseText(body, 'code') ?? '', words) ?? parseText(body, 'message') ?? `HTTP ${response.status}`;
  throw new Complaint(EXIT.refused, { what: words.complaint.moveHub, why, mend: words.complaint.moveHubMend });
}

const parseText = (body: unknown, name: 'code' | 'message'): string | undefined =>
  typeof body === 'object' && body !== null && name in body ? String(new Map(Object.entries(body)).get(name)) : undefined;

function chooseTarget(to: string | undefined, terminal: Terminal): string {
  chooseStore(to === undefined ? {} : { postgres: to }, terminal);
  return addressOf(to, terminal);
}

/** Whoever chose a server named it here or in the environment. */
const addressOf = (postgres: string | undefined, { env }: Terminal): string => postgres ?? env['VINCULO_POSTGRES_URL'] ?? '';

const detailsOf = ({ takenAt, deliveries }: SqliteBackup, { language }: Terminal): readonly [at: string, deliveries: number] =>
  [formatInstant(takenAt, language, DEFAULT_TIME_ZONE, 'second'), deliveries];
