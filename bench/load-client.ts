import { Agent, request } from 'node:http';
import { HOTTOK, purchaseOf } from './leads/purchases.ts';
import { tellingOf, webhookOf } from './load-sessions.ts';

// A load of its own process, so that client and server share no event loop. Each URL is an account's, and they take turns. Prints one
// line of JSON.
// node bench/load-client.ts URL[,URL…] seconds connections [perSecond|most [how often each session is told of [number of the first session [sessions|purchases]]]]

const [urls = '', seconds = '5', connections = '32', perSecond = 'most', tellings = '1', firstSession = '0', what = 'sessions'] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const targets = urls.split(',').map((url) => new URL(url));
const headers = { 'content-type': 'application/json', ...(what === 'purchases' && { 'x-hotmart-hottok': HOTTOK }) };
/** When each account's session began. */
const startedAt: number[] = [];
const latencies: number[] = [];
let failed = 0;
let serial = 0;

async function send(): Promise<void> {
  const telling = tellingOf(serial, targets.length, Number(tellings));
  serial += 1;
  const target = targets[telling.account];
  if (target === undefined) return;
  if (telling.telling === 0) startedAt[telling.account] = Date.now();
  const session = telling.session + Number(firstSession);
  const text = what === 'purchases' ? purchaseOf(session) : webhookOf({ ...telling, session }, startedAt[telling.account] ?? 0);
  const begun = performance.now();
  await new Promise<void>((resolve) => {
    const sent = request(
      { agent, host: target.hostname, port: target.port, path: target.pathname, method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(text) } },
      (response) => {
        if (response.statusCode !== 200) failed += 1;
        response.resume().on('end', resolve);
      },
    );
    sent.on('error', () => {
      failed += 1;
      resolve();
    });
    sent.end(text);
  });
  latencies.push(performance.now() - begun);
}

const until = performance.now() + Number(seconds) * 1000;
const asFastAsPossible = async (): Promise<void> => {
  while (performance.now() < until) await send();
};

async function atRate(rate: number): Promise<void> {
  const begun = performance.now();
  const open: Promise<void>[] = [];
  for (let sent = 0; performance.now() < until; sent++) {
    const due = begun + (sent * 1000) / rate;
    while (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, 1));
    open.push(send());
  }
  await Promise.all(open);
}

const begun = performance.now();
if (perSecond === 'most') await Promise.all(Array.from({ length: Number(connections) }, asFastAsPossible));
else await atRate(Number(perSecond));
const elapsed = (performance.now() - begun) / 1000;
agent.destroy();
latencies.sort((a, b) => a - b);
const at = (share: number): number => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
process.stdout.write(`${JSON.stringify({ sent: latencies.length, perSecond: latencies.length / elapsed, p50: at(0.5), p99: at(0.99), failed })}\n`);
