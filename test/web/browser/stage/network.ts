import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The way between browsers and the hub, which may break. */
export interface Network {
  readonly url: string;
  /** All that is open breaks, and nothing gets through. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function openNetwork(to: string): Promise<Network> {
  const port = Number(new URL(to).port);
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    for (const [one, other] of [[near, far], [far, near]] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const breakAll = (): void => open.forEach((socket) => socket.destroy());
  return {
    url: `http://127.0.0.1:${parsePort(server.address())}`,
    cut() {
      isCut = true;
      breakAll();
    },
    mend() {
      isCut = false;
    },
    async close() {
      breakAll();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const parsePort = (address: unknown): number => (address as AddressInfo).port;
