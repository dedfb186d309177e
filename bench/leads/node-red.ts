import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../../tools/chaos/free-ports.ts';
import { cpuSecondsOf } from '../../tools/chaos/hubs/process-facts.ts';
import type { CrmOrders } from './lead-orders.ts';

/** A Node-RED with the same errand as the hub's. */
export interface NodeRed {
  /** Makes a person and a card of what comes, then answers; nothing is kept. */
  readonly toCrm: string;
  /** Answers what comes; nothing is kept. */
  readonly bare: string;
  cpuSeconds(): number;
  close(): Promise<void>;
}

/** What to do to have it: it is much larger than the project, which has no use for it but this. */
export const HOW_TO_INSTALL = 'npm install --prefix /tmp/nodered node-red@5.0.7, then VINCULO_NODE_RED=/tmp/nodered npm run bench measureLeads';

const LONGEST_START_MS = 30_000;

/** Its program, where there is one: in the folder that `VINCULO_NODE_RED` names, else beside the project's own packages. */
export function findNodeRed(): string | undefined {
  const named = process.env['VINCULO_NODE_RED'];
  const folders = named === undefined ? [fileURLToPath(new URL('../../node_modules/node-red', import.meta.url))] : [named, join(named, 'node_modules/node-red')];
  return folders.map((folder) => join(folder, 'red.js')).find((file) => existsSync(file));
}

export async function startNodeRed(program: string, crm: CrmOrders): Promise<NodeRed> {
  const folder = await mkdtemp(join(tmpdir(), 'vinculo-node-red-'));
  const [port = 0] = await freePorts(1);
  await writeFile(join(folder, 'flows.json'), JSON.stringify(flows(crm)));
  await writeFile(join(folder, 'settings.js'), SETTINGS);
  const child = spawn(process.execPath, [program, '-u', folder, '-p', String(port), '-s', join(folder, 'settings.js'), join(folder, 'flows.json')], { stdio: ['ignore', 'ignore', 'inherit'] });
  process.once('exit', () => child.kill('SIGKILL'));
  const bare = `http://127.0.0.1:${port}/bare`;
  await untilItAnswers(bare);
  return {
    bare, toCrm: `http://127.0.0.1:${port}/to-crm`,
    cpuSeconds: () => cpuSecondsOf(child.pid),
    async close() {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilItAnswers(url: string): Promise<void> {
  for (const until = performance.now() + LONGEST_START_MS; performance.now() < until;) {
    const answer = await fetch(url, { method: 'POST' }).catch(() => undefined); // not yet there
    if (answer?.ok === true) return;
    await sleep(200);
  }
  throw new Error('Node-RED did not start; what it said stands above.');
}

const SETTINGS = "module.exports = { uiHost: '127.0.0.1', httpAdminRoot: false, telemetry: { enabled: false }, logging: { console: { level: 'warn' } } };\n";

/** As somebody would draw them: what comes in, a function, a request, a function, a request, a function, the answer. */
const flows = (crm: CrmOrders): readonly object[] => [
  { id: 'tab', type: 'tab', label: 'bench' },
  httpIn('bare-in', '/bare', 'bare-answer'), code('bare-answer', "msg.payload = { received: true };", 'bare-out'), out('bare-out'),
  httpIn('in', '/to-crm', 'person'), code('person', personOf(crm), 'ask-person'), asks('ask-person', 'card'), code('card', cardOf(crm), 'ask-card'), asks('ask-card', 'answer'),
  code('answer', "msg.statusCode = msg.statusCode < 300 ? 200 : 502; msg.headers = {}; msg.payload = { received: true };", 'out'), out('out'),
];

const httpIn = (id: string, url: string, next: string): object => ({ id, z: 'tab', type: 'http in', url, method: 'post', upload: false, swaggerDoc: '', wires: [[next]] });
const code = (id: string, func: string, next: string): object => ({ id, z: 'tab', type: 'function', func: `${func}\nreturn msg;`, outputs: 1, libs: [], wires: [[next]] });
const asks = (id: string, next: string): object => ({ id, z: 'tab', type: 'http request', method: 'POST', ret: 'obj', paytoqs: 'ignore', url: '', persist: true, authType: '', senderr: false, headers: [], wires: [[next]] });
const out = (id: string): object => ({ id, z: 'tab', type: 'http response', statusCode: '', headers: {}, wires: [] });

const told = ({ url, userKey }: CrmOrders, path: string): string => `msg.url = '${url}/${path}'; msg.headers = { 'User-Key': '${userKey}', 'content-type': 'application/json' };`;

const personOf = (crm: CrmOrders): string => `const { buyer } = msg.payload.data; msg.title = buyer.name; ${told(crm, 'Contacts')}
msg.payload = { Name: buyer.name, TypeId: 2, Email: buyer.email, Phones: [{ PhoneNumber: buyer.checkout_phone, TypeId: 1, CountryId: 76 }] };`;

const cardOf = (crm: CrmOrders): string => `const [person] = msg.payload.value; ${told(crm, 'Deals')}
msg.payload = { Title: msg.title, ContactId: person.Id, PipelineId: ${crm.funnelId} };`;
