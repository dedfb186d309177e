import type { ConnectionId } from '../../../domain/index.ts';

/**
 * What an activation ends with (SYN-02): the first synchronisation is begun, and not waited for. `reactivated`: persons who carry a
 * UserName from before are picked up again (ACT-08).
 */
export type BeginSynchronisation = (connection: ConnectionId, why: 'activated' | 'reactivated') => Promise<void>;

/** For a hub that synchronises nobody. */
export const noSynchronisation: BeginSynchronisation = async () => undefined;
