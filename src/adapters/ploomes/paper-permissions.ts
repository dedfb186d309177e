import type { CrmUserId } from '../../domain/agent/agent.ts';
import { PAPER_KINDS, type PaperKind, type PaperPermission } from '../../domain/desk/paper.ts';
import type { Clock } from '../../ports/clock.ts';
import { isPortFailure } from '../../ports/failures.ts';
import type { UserRows } from './crm-users.ts';
import type { PloomesClient } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import { createRemembered } from './remembered.ts';
import { PAPER_TABLES, profileRow, type ProfileRow } from './wire/paper.ts';

/** What each user of an account may make, read again after `pollSeconds`. */
export type PaperPermissions = (userId: CrmUserId) => Promise<Readonly<Record<PaperKind, PaperPermission>>>;

/**
 * A module that is off refuses its table, or has none; a user's rights are those of the profile. What is asked is asked one by
 * one and each remembered, so that a reading which the account's limits broke off goes on where it stopped.
 */
export function createPaperPermissions(
  client: PloomesClient, users: UserRows, config: PloomesConfig, clock: Pick<Clock, 'now'>,
): PaperPermissions {
  const profiles = createRemembered(async () => await readProfiles(client), config.pollSeconds, clock);
  const modules = PAPER_KINDS.map((kind) => ({
    kind, isOn: createRemembered(async () => await isOpen(async () => await client.count(PAPER_TABLES[kind], undefined)), config.pollSeconds, clock),
  }));

  return async (userId) => {
    const user = (await users.recent()).find(({ Id }) => String(Id) === userId);
    const isShut = user === undefined || user.Suspended === true;
    const profile = (await profiles.recent()).find(({ Id }) => Id === user?.ProfileId);
    const off = new Set<PaperKind>();
    for (const { kind, isOn } of modules) if (!(await isOn.recent())) off.add(kind);
    const of = (kind: PaperKind): PaperPermission => {
      if (off.has(kind)) return { allowed: 'no', because: 'module-off' };
      return isShut || profile?.[config.paperwork.profileColumns[kind]] === false ? { allowed: 'no', because: 'no-permission' } : { allowed: 'yes' };
    };
    return { task: of('task'), document: of('document'), proposal: of('proposal'), sale: of('sale') };
  };
}

/** Profiles that may not be read forbid nothing: Ploomes refuses by itself what it does not allow. */
async function readProfiles(client: PloomesClient): Promise<readonly ProfileRow[]> {
  let rows: readonly ProfileRow[] = [];
  await isOpen(async () => (rows = await client.listAll('Users@Profiles', {}, profileRow)));
  return rows;
}

async function isOpen(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (failure) {
    if (isPortFailure(failure) && (failure.code === 'port.refused' || failure.code === 'port.missing')) return false;
    throw failure;
  }
}
