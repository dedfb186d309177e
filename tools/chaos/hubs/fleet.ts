import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { HubOrders } from './hub-orders.ts';
import { cpuSecondsOf, isStopped, memoryOf } from './process-facts.ts';
import type { FrozenAt, FrozenWrite } from './freezing-fetch.ts';

/** One of the hub's processes, which is started again and again. */
export interface HubProcess {
  readonly name: string;
  readonly role: HubOrders['role'];
  readonly port: number;
  state(): 'down' | 'starting' | 'up' | 'frozen';
  /** Resolves when it works. One that cannot start yet, since its database is away, is started again, as any supervisor does. */
  start(): Promise<void>;
  /** How often it ended without being killed while it worked; each time it is started again. */
  fallen(): number;
  /** `kill -9`. */
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** When it was thawed, in milliseconds since 1970. */
  thaws(): readonly number[];
  /** It freezes itself in the moment before its next write of that kind to the CRM. */
  freezeAtNext(write: FrozenAt): void;
  /** What it was about to write when it froze itself; only as long as it has not been thawed or killed. */
  frozenWrite(): FrozenWrite | undefined;
  /** Whether the kernel says that it is stopped. */
  isStopped(): boolean;
  /** Its resident memory, in bytes; 0 for one that is down. */
  memory(): number;
  /** Of a processor, as far as known: what one used that fell is not. */
  cpuSeconds(): number;
}

const SCRIPT = fileURLToPath(new URL('hub-process.ts', import.meta.url));
const LONGEST_START_MS = 60_000;
const START_AGAIN_MS = 500;
const MOST_STARTS = 40;

/** @param onChange - told whenever a process comes up or goes down. */
export function createHubProcess(name: string, orders: HubOrders, onChange: () => void): HubProcess {
  let child: ChildProcess | undefined;
  let state: ReturnType<HubProcess['state']> = 'down';
  let frozenWrite: FrozenWrite | undefined;
  const thaws: number[] = [];
  let cpuOfEarlier = 0;
  let killed = false;
  let fallen = 0;
  const become = (next: typeof state): void => {
    state = next;
    onChange();
  };
  const pid = (): number | undefined => (state === 'down' ? undefined : child?.pid);
  process.once('exit', () => child?.kill('SIGKILL'));

  function gone(started: ChildProcess): void {
    if (child !== started) return;
    const fell = state === 'up' && !killed;
    become('down');
    if (!fell) return;
    fallen += 1;
    void start();
  }

  async function begin(): Promise<boolean> {
    become('starting');
    const started = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT, JSON.stringify(orders)], { stdio: ['ignore', 'pipe', orders.log === 'silent' ? 'ignore' : 'inherit', 'ipc'] });
    child = started;
    started.once('exit', () => gone(started));
    started.on('message', (message) => void (frozenWrite = parseFrozenWrite(message)));
    frozenWrite = undefined;
    const up = once(started.stdout ?? started, 'data').then(() => true);
    const ended = once(started, 'exit').then(() => false);
    const isUp = await Promise.race([up, ended, sleep(LONGEST_START_MS, false, { ref: false })]);
    if (!isUp) started.kill('SIGKILL');
    return isUp;
  }

  async function start(): Promise<void> {
    killed = false;
    for (let tries = 0; tries < MOST_STARTS; tries++) {
      if (await begin()) return become('up');
      if (killed) return;
      await sleep(START_AGAIN_MS);
    }
    throw new Error(`The hub process ${name} did not start.`);
  }

  return {
    name, role: orders.role, port: orders.port, start,
    state: () => state,
    fallen: () => fallen,
    async kill() {
      killed = true;
      if (child === undefined || state === 'down') return;
      cpuOfEarlier += cpuSecondsOf(pid());
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    },
    freeze() {
      child?.kill('SIGSTOP');
      become('frozen');
    },
    thaw() {
      frozenWrite = undefined;
      thaws.push(Date.now());
      child?.kill('SIGCONT');
      if (state === 'frozen') become('up');
    },
    freezeAtNext: (write) => void child?.send(write),
    thaws: () => thaws,
    frozenWrite: () => frozenWrite,
    isStopped: () => isStopped(pid()),
    memory: () => memoryOf(pid()),
    cpuSeconds: () => cpuOfEarlier + cpuSecondsOf(pid()),
  };
}

const parseFrozenWrite = (message: unknown): FrozenWrite => message as FrozenWrite;
