import type { HookAddress, Hooks } from '../../../ports/index.ts';
import type { AccountMarks } from '../../connection-settings.ts';
import type { Doctor } from '../doctor/doctor.ts';
import { outcomeOf, type Finding } from '../doctor/findings.ts';
import type { HookKeeper } from '../keep-hooks.ts';
import type { ActivateConnection } from './activate-connection.ts';
import type { BookedConnection } from './connection-book.ts';
import type { ExchangeSystems } from './exchange-systems.ts';
import type { SealedSystems } from './sealed-systems.ts';

/** What came of the wish to activate. */
export type Enabled =
  | { readonly outcome: 'activated'; readonly connection: BookedConnection; readonly hook?: string }
  | { readonly outcome: 'not-yet'; readonly findings: readonly Finding[] };

/** Sets a draft at work when its requirements are met (ACT-07), and what was switched off without more ado (ACT-08). */
export type EnableConnection = (connection: BookedConnection) => Promise<Enabled>;

export interface EnableNeeds {
  readonly doctor: Doctor;
  readonly systems: SealedSystems;
  readonly exchange: ExchangeSystems;
  readonly activation: ActivateConnection;
  readonly hooks: Hooks;
  readonly hookKeeper: HookKeeper;
}

export function createEnableConnection({ doctor, systems, exchange, activation, hooks, hookKeeper }: EnableNeeds): EnableConnection {
  async function marksOf({ id, settings }: BookedConnection): Promise<AccountMarks> {
    if (settings.status === 'inactive' && settings.accounts !== undefined) return settings.accounts;
    return await exchange.demand({ ploomes: await systems.open(id, 'ploomes'), neppo: await systems.open(id, 'neppo') });
  }

  /** Where the chat's webhooks lead is shown once: here, unless it was given out before (ACT-04). */
  async function firstHook({ id }: BookedConnection): Promise<{ readonly hook?: string }> {
    if ((await hooks.list(id)).some(isOpenChatHook)) return {};
    return { hook: (await hookKeeper.rotate(id, 'neppo', {})).address };
  }

  return async (connection) => {
    const { status } = connection.settings;
    if (status === 'draft') {
      const { findings } = await doctor.examine(connection, 'now');
      const blocking = findings.filter((finding) => outcomeOf(finding) === 'blocking');
      if (blocking.length > 0) return { outcome: 'not-yet', findings: blocking };
    }
    const active = status === 'active' ? connection : await activation.alone(async () => await activation.switchOn(connection, await marksOf(connection)));
    return { outcome: 'activated', connection: active, ...await firstHook(active) };
  };
}

const isOpenChatHook = ({ system, until }: HookAddress & { readonly until?: unknown }): boolean => system === 'neppo' && until === undefined;
