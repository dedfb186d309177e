import type {
  Asker, ConflictWish, ContactExplanation, CustomerBaseDesk, KeptConflict, KeptMerge, Page, PageWish, PlannedRow, RunCommand, RunProgress, RunWish,
  Settled, Steered, SynchronisationProblem,
} from '../ports/index.ts';

/** One customer base on both sides, for the host. See {@link CustomerBaseDesk} for what each promises; `undefined` where there is no such connection. */
export interface HostCustomerBase {
  start(connection: string, wish: RunWish): Promise<{ readonly run: RunProgress; readonly fresh: boolean } | undefined>;
  progress(connection: string, run?: number): Promise<RunProgress | undefined>;
  runs(connection: string, page: PageWish): Promise<Page<RunProgress> | undefined>;
  steer(connection: string, run: number, command: RunCommand): Promise<Steered | undefined>;
  planned(connection: string, run: number, page: PageWish): Promise<Page<PlannedRow> | undefined>;
  problems(connection: string, page: PageWish): Promise<Page<SynchronisationProblem> | undefined>;
  conflicts(connection: string, wish: ConflictWish): Promise<Page<KeptConflict> | undefined>;
  settle(connection: string, conflict: string, verdict: { readonly keep: string; readonly reason: string }): Promise<Settled | undefined>;
  unsettle(connection: string, conflict: string): Promise<Settled | undefined>;
  merges(connection: string, page: PageWish): Promise<Page<KeptMerge> | undefined>;
  explain(connection: string, contact: string): Promise<ContactExplanation | undefined>;
  /** The same in somebody's name, who may see some connections only. */
  as(asker: Asker): HostCustomerBase;
}

/** The host itself: it sees every connection. */
const HOST: Asker = { name: 'library', scope: 'every-connection' };

export const createHostCustomerBase = (desk: CustomerBaseDesk, asker: Asker = HOST): HostCustomerBase => ({
  start: async (connection, wish) => await desk.start(asker, connection, wish),
  progress: async (connection, run) => await desk.progress(asker.scope, connection, run),
  runs: async (connection, page) => await desk.runs(asker.scope, connection, page),
  steer: async (connection, run, command) => await desk.steer(asker, connection, run, command),
  planned: async (connection, run, page) => await desk.planned(asker.scope, connection, run, page),
  problems: async (connection, page) => await desk.problems(asker.scope, connection, page),
  conflicts: async (connection, wish) => await desk.conflicts(asker.scope, connection, wish),
  settle: async (connection, conflict, verdict) => await desk.settle(asker, connection, conflict, verdict),
  unsettle: async (connection, conflict) => await desk.unsettle(asker, connection, conflict),
  merges: async (connection, page) => await desk.merges(asker.scope, connection, page),
  explain: async (connection, contact) => await desk.explain(asker.scope, connection, contact),
  as: (other) => createHostCustomerBase(desk, other),
});
