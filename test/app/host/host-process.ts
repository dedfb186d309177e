import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import * as z from 'zod';

const MAIN = 'src/app/host/main.ts';

/** The command line as a process of its own. */
export interface HostProcess {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Resolves with what was said so far once it holds `text`. Fails when the process ends without it. */
  says(text: string | RegExp): Promise<string>;
  /** The exit code, or the signal that ended it. */
  ended(): Promise<number | string>;
  /** Ends it as a crash would. */
  crash(): Promise<void>;
}

export interface HostOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What launches it. @defaultValue nothing: Node runs it directly */
  readonly through?: readonly string[];
}

/** Runs `vinculo <args>`; it does not outlive the test. */
export function runHost(args: readonly string[], { env = {}, through = [] }: HostOptions = {}): HostProcess {
  const { VINCULO_LAUNCHER: _, VINCULO_LANG: __, ...inherited } = process.env;
  const runner = through.length === 0 ? ['--disable-warning=ExperimentalWarning'] : through;
  const child = spawn(process.execPath, [...runner, MAIN, ...args], { env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const closed = once(child, 'close').then(([code, signal]: unknown[]) => (typeof code === 'number' ? code : String(signal)));
  const crash = async (): Promise<void> => {
    child.kill('SIGKILL');
    await closed;
  };
  onTestFinished(crash);
  const holds = (text: string | RegExp): boolean => (typeof text === 'string' ? stdout.includes(text) : text.test(stdout));
  return {
    child, crash,
    stdout: () => stdout,
    stderr: () => stderr,
    ended: async () => await closed,
    says: async (text) => {
      while (!holds(text)) {
        const next = await Promise.race([once(child.stdout, 'data').then(() => 'more' as const), closed]);
        if (next !== 'more' && !holds(text)) throw new Error(`The process ended (${next}) without saying ${String(text)}.\n${stdout}\n${stderr}`);
      }
      return stdout;
    },
  };
}

/** A folder of the test's own. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vinculo-host-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const knownLead = z.looseObject({ name: z.string().optional(), tags: z.array(z.string()), cardIds: z.array(z.string()) });

const readyLine = z.strictObject({
  ready: z.literal(true), hub: z.url(), ploomes: z.url(), neppo: z.url(), activecampaign: z.url(), panel: z.url(),
  hooks: z.strictObject({ neppo: z.url(), ploomes: z.url(), activecampaign: z.url(), hotmart: z.url(), kiwify: z.url() }),
  userKey: z.string(), operatorKey: z.string(),
  groups: z.array(z.strictObject({ name: z.string(), funnelId: z.int(), behaviour: z.enum(['always-create', 'link-last']) })),
  integrations: z.array(z.strictObject({
    id: z.string(), platform: z.string(), status: z.string(), secret: z.string().optional(), capture: z.looseObject({ behaviour: z.string() }).optional(),
    events: z.array(z.strictObject({ identification: z.string(), actions: z.array(z.looseObject({ type: z.string() })) })),
  })),
  leads: z.array(knownLead),
});
export type ReadyLine = z.infer<typeof readyLine>;

/** Waits for the one line of `demo --json`. */
export async function readyOf(host: HostProcess): Promise<ReadyLine> {
  const said = await host.says('\n');
  return readyLine.parse(JSON.parse(said));
}

async function answerTo(url: string, init: RequestInit = {}): Promise<unknown> {
  const answer = await fetch(url, { ...init, headers: { 'content-type': 'application/json', ...init.headers } });
  if (!answer.ok) throw new Error(`${init.method ?? 'GET'} ${url} ${answer.status}: ${await answer.text()}`);
  return await answer.json();
}

const ploomesState = z.object({
  contacts: z.array(z.object({ Id: z.int(), Name: z.string() })),
  deals: z.array(z.object({ Id: z.int(), Title: z.string(), PipelineId: z.int(), ContactId: z.int() })),
  interactionRecords: z.array(z.object({ Id: z.int(), DealId: z.int().nullish(), Content: z.string() })),
});

export const ploomesStateOf = async ({ ploomes }: ReadyLine): Promise<z.infer<typeof ploomesState>> => ploomesState.parse(await answerTo(`${ploomes}/_sim/state`));

/** The leads that the hub knows, last changed first. */
export const leadsAt = async ({ hub, operatorKey }: ReadyLine): Promise<readonly z.infer<typeof knownLead>[]> =>
  z.object({ rows: z.array(knownLead) }).parse(await answerTo(`${hub}/v1/connections/demo/leads`, { headers: { authorization: `Bearer ${operatorKey}` } })).rows;

/** How often each route of Ploomes was called. */
export const callsOf = async ({ ploomes }: ReadyLine): Promise<Readonly<Record<string, number>>> =>
  z.object({ byRoute: z.record(z.string(), z.number()) }).parse(await answerTo(`${ploomes}/_sim/calls`)).byRoute;

/** Lets the simulator of Ploomes misbehave. */
export const addFault = async ({ ploomes }: ReadyLine, fault: object): Promise<unknown> =>
  await answerTo(`${ploomes}/_sim/faults`, { method: 'POST', body: JSON.stringify(fault) });

export async function addPerson({ ploomes, userKey }: ReadyLine, name: string, phone: string): Promise<void> {
  const body = { Name: name, TypeId: 2, Phones: [{ PhoneNumber: phone, TypeId: 1, CountryId: 76 }] };
  await answerTo(`${ploomes}/Contacts`, { method: 'POST', headers: { 'user-key': userKey }, body: JSON.stringify(body) });
}

export async function startSession({ neppo }: ReadyLine, session: { readonly phone: string; readonly name: string; readonly group: string }): Promise<string> {
  const answer = await answerTo(`${neppo}/_sim/sessions`, { method: 'POST', body: JSON.stringify(session) });
  return z.object({ protocol: z.string() }).parse(answer).protocol;
}

/** Asks again until the answer will do; the test's own time limit ends a vain wait. */
export async function until<Answer>(ask: () => Promise<Answer>, willDo: (answer: Answer) => boolean): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (willDo(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
