import { createPloomesCrm, parsePloomesConfig, type PloomesConfigInput } from '../../../src/adapters/ploomes/index.ts';
import {
  createPloomesSimulator, type PloomesSimulator, type PloomesSimulatorOptions, type Row,
} from '../../../src/adapters/ploomes/simulator/index.ts';
import type { CrmUserId } from '../../../src/domain/agent/agent.ts';
import type { CardId } from '../../../src/domain/card-linking/card.ts';
import type { ContactId } from '../../../src/domain/contact/contact.ts';
import type { FunnelId } from '../../../src/domain/funnel/funnel.ts';
import { instantOf, type Instant } from '../../../src/domain/kernel/instant.ts';
import type { CallNote, Crm, PortFailure } from '../../../src/ports/index.ts';

const START = Date.UTC(2026, 4, 4, 12, 0, 0);

/** The adapter over a fresh simulator, real HTTP between them, one hand-wound clock for both. */
export interface Lab extends AsyncDisposable {
  readonly crm: Crm;
  readonly simulator: PloomesSimulator;
  /** A second before everything. */
  readonly since: Instant;
  readonly notes: readonly CallNote[];
  wind(seconds: number): void;
  /** What the simulator was asked since the last look, by route. */
  calls(): Readonly<Record<string, number>>;
  /** Another hub on the same account. */
  another(config?: Partial<PloomesConfigInput>): Crm;
}

export async function ploomesLab(
  config: Partial<PloomesConfigInput> = {},
  options: Omit<PloomesSimulatorOptions, 'clock'> = {},
): Promise<Lab> {
  let nowMs = START;
  const notes: CallNote[] = [];
  const simulator = await createPloomesSimulator({ ratePerMinute: 0, ...options, clock: { now: () => nowMs } });
  const another = (more: Partial<PloomesConfigInput> = {}): Crm =>
    createPloomesCrm(
      parsePloomesConfig({ baseUrl: simulator.url, userKey: simulator.userKey, timeoutMs: 5000, ...config, ...more }),
      { clock: { now: () => instantOf(nowMs) }, onCall: (note) => notes.push(note) },
    );
  return {
    crm: another(),
    another,
    simulator,
    notes,
    since: instantOf(START - 1000),
    wind: (seconds) => void (nowMs += seconds * 1000),
    calls: () => {
      const { byRoute } = simulator.calls();
      simulator.resetCalls();
      return byRoute;
    },
    [Symbol.asyncDispose]: async () => await simulator.close(),
  };
}

/** One column of a row as text. */
export function cell(row: Row | undefined, column: string): string {
  const value = row?.[column];
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

/** Ids of rows in our words. */
export const contactIdOf = (row: Row | undefined): ContactId => cell(row, 'Id') as ContactId;
export const cardIdOf = (row: Row | undefined): CardId => cell(row, 'Id') as CardId;
export const funnelIdOf = (row: Row | undefined): FunnelId => cell(row, 'Id') as FunnelId;
export const userIdOf = (row: Row | undefined): CrmUserId => cell(row, 'Id') as CrmUserId;

/** The rows that a row keeps inside. */
export const childRows = (row: Row | undefined, collection = 'OtherProperties'): readonly Row[] =>
  (row?.[collection] ?? []) as readonly Row[];

/** How a call failed. A call that did not fail is a failure of the test. */
export async function failureOf(work: Promise<unknown>): Promise<PortFailure> {
  try {
    await work;
  } catch (error) {
    return error as PortFailure;
  }
  throw new Error('The call should have failed.');
}
