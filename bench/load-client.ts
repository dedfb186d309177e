import { Agent, request } from 'node:http';

// A load of its own process, so that client and server share no event loop. Prints one line of JSON.
// node bench/load-client.ts URL seconds connections [perSecond]

const [url = '', seconds = '5', connections = '32', perSecond] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const target = new URL(url);
const latencies: number[] = [];
let failed = 0;
let serial = 0;

function body(): string {
  serial += 1;
  const at = new Date(Date.UTC(2026, 4, 4) + serial * 1000).toISOString().slice(0, 19);
  return JSON.stringify({
    type: 'ENTITY', entity: 'ChatSession', action: 'UPDATE',
    content: {
      id: 500_000 + serial, protocol: `WA${String(serial).padStart(11, '0')}`, status: 'OPEN', channel: 'WHATSAPP',
      user: { id: serial, userName: `whatsapp_55119${String(10_000_000 + serial)}`, phone: `55119${String(10_000_000 + serial)}`, name: 'Cliente' },
      groupConf: { id: 35, name: 'Vendas' }, createdAt: at, updatedAt: at,
    },
  });
}

async function send(): Promise<void> {
  const text = body();
  const begun = performance.now();
  await new Promise<void>((resolve) => {
    const sent = request(
      { agent, host: target.hostname, port: target.port, path: target.pathname, method: 'POST', headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } },
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
if (perSecond === undefined) await Promise.all(Array.from({ length: Number(connections) }, asFastAsPossible));
else await atRate(Number(perSecond));
const elapsed = (performance.now() - begun) / 1000;
agent.destroy();
latencies.sort((a, b) => a - b);
const at = (share: number): number => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
process.stdout.write(`${JSON.stringify({ perSecond: latencies.length / elapsed, p50: at(0.5), p99: at(0.99), failed })}\n`);
