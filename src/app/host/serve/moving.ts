import * as z from 'zod';
import { fillFromDump, postgresStore } from '../../../adapters/postgres/index.ts';
import { leaveSqlite } from '../../../adapters/sqlite/index.ts';
import { isIntegrationError } from '../../../domain/index.ts';
import type { StoreFactory } from '../../../ports/index.ts';
import type { Vinculo } from '../../create-vinculo.ts';
import { nameOfServer } from './choose-store.ts';
import type { Switchboard } from './switchboard.ts';

/** The address on a running hub at which its own command line asks it to move; answered to its control key alone. */
export const MOVE_PATH = '/control/move';

export interface MovingNeeds {
  readonly board: Switchboard;
  readonly controlKey: string;
  readonly file: string;
  /** Opens a hub, started, on a store. */
  readonly open: (store: StoreFactory) => Promise<Vinculo>;
  readonly reopen: () => Promise<Vinculo>;
  readonly onMoved: (name: string) => void;
}

const wish = z.strictObject({ to: z.string().regex(/^postgres(ql)?:\/\//) });

/**
 * Moves a running hub from its file to a PostgreSQL database: its senders wait for a moment, and nothing is lost or done twice. When
 * it fails, the hub goes on in its file.
 */
export function answeringMoves({ board, controlKey, file, open, reopen, onMoved }: MovingNeeds): (request: Request) => Promise<Response> {
  async function move(to: string): Promise<Response> {
    if (board.isReplacing()) return new Response(null, { status: 409 });
    let failure: unknown;
    await board.replace(async (old) => {
      await old.close();
      try {
        await carryOver(file, to);
        return await open(postgresStore(to));
      } catch (thrown) {
        failure = thrown;
        return await reopen();
      }
    });
    if (failure !== undefined) return refused(failure);
    onMoved(nameOfServer(to));
    return Response.json({ movedTo: nameOfServer(to) });
  }

  return async (request) => {
    if (new URL(request.url).pathname !== MOVE_PATH) return await board.fetch(request);
    if (request.method !== 'POST' || request.headers.get('authorization') !== `Bearer ${controlKey}`) return new Response(null, { status: 404 });
    const asked = wish.safeParse(await request.json().catch(() => undefined));
    return asked.success ? await move(asked.data.to) : new Response(null, { status: 400 });
  };
}

/** Moves what a file holds, whole or not at all. The file is owned meanwhile, and refused to hubs afterwards. */
export const carryOver = async (file: string, to: string): Promise<void> =>
  await leaveSqlite(file, nameOfServer(to), async ({ dump, earlier, seal }) => {
    try {
      await fillFromDump({ source: to }, dump, { beforeCommit: seal });
    } catch (thrown) {
      // The move that was cut short had been made after all.
      if (earlier !== 'cut-short' || !isIntegrationError(thrown) || thrown.code !== 'config.target-not-empty') throw thrown;
    }
  });

/** The message of our own errors names no secret. */
const refused = (thrown: unknown): Response => {
  if (!isIntegrationError(thrown)) throw thrown;
  return Response.json({ code: thrown.code, message: thrown.message }, { status: 409 });
};
