import { ConfigRejected, isIntegrationError } from '../../../domain/index.ts';
import type { CHECKS } from '../doctor/findings.ts';

/** What came of trying a credential live (ACT-02). */
export interface Trial {
  readonly seen: keyof (typeof CHECKS)['ploomes-credential'];
  /** Of the failure. */
  readonly code?: string;
}

/** Tries one credential; whatever goes wrong is told apart as far as it can be. */
export async function tryCredential(system: { tryCredential(): Promise<void> } | undefined): Promise<Trial> {
  if (system === undefined) return { seen: 'missing' };
  try {
    await system.tryCredential();
    return { seen: 'accepted' };
  } catch (failure) {
    return trialOf(failure);
  }
}

function trialOf(failure: unknown): Trial {
  const setting = settingBehind(failure);
  if (setting !== undefined) return { seen: setting.code === 'config.address-not-public' ? 'not-public' : 'unexpected', code: setting.code };
  const code = isIntegrationError(failure) ? failure.code : 'defect.unexpected';
  return { seen: SEEN[code] ?? 'unexpected', code };
}

const SEEN: Readonly<Record<string, Trial['seen']>> = {
  'port.unauthorized': 'refused',
  // The key was read, and does not open this: a part that was not bought, or a right that was not given.
  'port.refused': 'not-allowed',
  'port.unreachable': 'unreachable',
  'port.timed-out': 'unreachable',
  'port.throttled': 'busy',
};

/** A setting that made a call fail before it was sent, such as an address that may not be called. */
export function settingBehind(failure: unknown): ConfigRejected | undefined {
  if (failure instanceof ConfigRejected) return failure;
  return failure instanceof Error ? settingBehind(failure.cause) : undefined;
}
