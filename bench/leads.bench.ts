import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCrmOrders } from './leads/lead-orders.ts';
import { throughHub, throughNodeRed, type Outcome } from './leads/lead-trial.ts';
import { findNodeRed, HOW_TO_INSTALL, startNodeRed } from './leads/node-red.ts';
import { start } from './leads/started.ts';
import { load, median } from './load.ts';
import type { Figure } from './run.ts';

const HUB = 'hub on SQLite';
const ROUNDS = 3;
const SECONDS = 3;
const CONNECTIONS = 32;

/**
 * Purchases of Hotmart that become persons and cards of a simulated Ploomes, from the acceptance of each to the end of its lead: by a hub on SQLite,
 * and by Node-RED where it is installed. CRM, hub and load have processes of their own; each of the two has a CRM of its own, in which everybody is new.
 */
export async function measureLeads(): Promise<readonly Figure[]> {
  const program = findNodeRed();
  if (program === undefined) process.stdout.write(`Node-RED is not there, so that nothing is compared with it. To have it: ${HOW_TO_INSTALL}\n`);
  const folder = await mkdtemp(join(tmpdir(), 'vinculo-bench-'));
  try {
    const accepted = await accepts(join(folder, 'accepts.db'), program);
    const hub = await throughHub(join(folder, 'leads.db'));
    const nodeRed = program === undefined ? undefined : await throughNodeRed(program);
    return [...accepted, ...figuresOf(HUB, hub), ...(nodeRed === undefined ? [] : [...figuresOf('Node-RED, nothing kept', nodeRed), ...compared(hub, nodeRed)])];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many purchases are accepted for good in a second, and how many Node-RED answers without keeping any; turn about. */
async function accepts(file: string, program: string | undefined): Promise<readonly Figure[]> {
  const crm = await start(new URL('leads/crm-process.ts', import.meta.url));
  const hub = await start(new URL('leads/hub-process.ts', import.meta.url), JSON.stringify({ file, crm: parseCrmOrders(crm.first), works: 'no' }));
  const nodeRed = program === undefined ? undefined : await startNodeRed(program, parseCrmOrders(crm.first));
  const rates: Record<'hub' | 'nodeRed', number[]> = { hub: [], nodeRed: [] };
  let sent = 0;
  let failed = 0;
  const most = async (door: string): Promise<number> => {
    const given = await load({ urls: [door], seconds: SECONDS, connections: CONNECTIONS, firstSession: sent, what: 'purchases' });
    sent += given.sent;
    failed += given.failed;
    return given.perSecond;
  };
  for (let round = 0; round < ROUNDS; round++) {
    rates.hub.push(await most(hub.first));
    if (nodeRed !== undefined) rates.nodeRed.push(await most(nodeRed.bare));
  }
  await Promise.all([hub.close(), nodeRed?.close(), crm.close()]);
  const [onHub, onNodeRed] = [median(rates.hub), median(rates.nodeRed)];
  return [
    { name: 'durable accepts of purchases, verified and mapped, SQLite', value: onHub, unit: '/s' },
    ...(nodeRed === undefined ? [] : [
      { name: 'answers of Node-RED, nothing kept', value: onNodeRed, unit: '/s' },
      { name: 'durable accepts of purchases, share of the answers of Node-RED', key: 'leadAcceptsShareOfNodeRed', value: onHub / onNodeRed, unit: '' },
    ]),
    { name: 'purchases not answered 200', key: 'leadAcceptsFailed', value: failed, unit: '' },
  ];
}

/** What is promised of the hub has a budget; of Node-RED nothing is. */
const figuresOf = (name: string, { perSecond, p50, p99, calls, cpuMs, wrong }: Outcome): readonly Figure[] => {
  const promised = name === HUB;
  return [
    { name: `purchases that became person and card, ${name}`, value: perSecond, unit: '/s' },
    { name: `from acceptance to the end of the lead at 5/s, ${name}: p50`, value: p50, unit: 'ms' },
    { name: `from acceptance to the end of the lead at 5/s, ${name}: p99`, value: p99, unit: 'ms' },
    { name: `each lead: requests to the CRM, ${name}`, ...(promised && { key: 'leadCalls' }), value: calls, unit: '' },
    { name: `each lead: processor time, ${name}`, value: cpuMs, unit: 'ms' },
    { name: `refused, or not exactly one person and one card, ${name}`, ...(promised && { key: 'leadsWrong' }), value: wrong, unit: '' },
  ];
};

const compared = (hub: Outcome, nodeRed: Outcome): readonly Figure[] => [
  { name: 'purchases that became person and card, share of Node-RED', value: hub.perSecond / nodeRed.perSecond, unit: '' },
];
