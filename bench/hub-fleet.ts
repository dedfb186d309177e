import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createVinculo } from '../src/app/index.ts';
import { cpuSecondsOf, memoryOf } from '../tools/chaos/hubs/process-facts.ts';
import { hubOptions, type HubOrders } from './hub-orders.ts';
import { createMemoryAccounts, GROUP, openCrm } from './memory-accounts.ts';

/** One of the hub's processes. */
export interface HubProcess {
  readonly url: string;
  /** From now on the CRM of this account answers nobody; with `undefined`, all answer. */
  silence(account: number | undefined): void;
  /** Resident, in megabytes. */
  memory(): number;
  cpuSeconds(): number;
  close(): Promise<void>;
}

const SCRIPT = fileURLToPath(new URL('hub-process.ts', import.meta.url));

export async function startHub(orders: HubOrders): Promise<HubProcess> {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(
    process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT, JSON.stringify(orders)], { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  process.once('exit', () => child.kill('SIGKILL'));
  const said = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => undefined)]);
  if (said === undefined) throw new Error(`The ${orders.role} of the bench did not start; what it said stands above.`);
  return {
    url: String(said[0]).trim(),
    silence: (account) => void child.stdin.write(`${account ?? -1}\n`),
    memory: () => memoryOf(child.pid) / 1e6,
    cpuSeconds: () => cpuSecondsOf(child.pid),
    async close() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

const ADDED_AT_ONCE = 8;

/** @returns the path at which each account's chat reports, in their order. */
export async function addAccounts(postgres: string, count: number): Promise<readonly string[]> {
  const vinculo = await createVinculo(hubOptions({ role: 'intake', postgres }, createMemoryAccounts()));
  const paths: string[] = Array.from({ length: count }, () => '');
  const left = paths.keys();
  const addNext = async (): Promise<void> => {
    for (const account of left) {
      const { hooks } = await vinculo.connections.add({
        id: connectionOf(account), name: `Conta ${account}`, ploomes: { account }, neppo: { account },
        options: { linking: 'on', mappings: [{ ...GROUP, funnelId: openCrm(account).funnelId, behaviour: 'always-create' }] },
      });
      paths[account] = new URL(hooks.neppo).pathname;
    }
  };
  await Promise.all(Array.from({ length: ADDED_AT_ONCE }, addNext));
  await vinculo.close();
  return paths;
}

export const connectionOf = (account: number): string => `conta-${account}`;
