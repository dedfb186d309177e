import type { AuditDesk, AuditLog, ChainName, Scope, Settings } from '../../ports/index.ts';
import type { AuditSequencer } from '../audit-sequencer.ts';

export interface LookAtAuditNeeds {
  readonly audit: AuditLog;
  readonly settings: Settings;
  readonly sequencer: AuditSequencer;
}

/** Shows and verifies the chains of what was done. What was noted a moment ago is chained first, so that it is in them. */
export function createLookAtAudit({ audit, settings, sequencer }: LookAtAuditNeeds): AuditDesk {
  async function isThere(scope: Scope, chain: ChainName): Promise<boolean> {
    if (chain === '*') return scope === 'every-connection';
    if (scope !== 'every-connection' && !scope.only.includes(chain)) return false;
    return (await settings.latest(chain)) !== undefined;
  }

  return {
    chains: async (scope) => (scope === 'every-connection' ? ['*', ...await settings.connections()] : scope.only),
    async entries(scope, chain, page) {
      if (!(await isThere(scope, chain))) return undefined;
      await sequencer.catchUp();
      return await audit.list(chain, page);
    },
    async verify(scope, chain, noted) {
      if (!(await isThere(scope, chain))) return undefined;
      await sequencer.catchUp();
      return await audit.verify(chain, noted);
    },
  };
}
