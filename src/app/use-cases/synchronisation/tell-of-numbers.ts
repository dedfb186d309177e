import { decidePhoneNotices, type ContactId, type Instant, type InteractionRecordId, type PhoneNotice } from '../../../domain/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import type { Clock, EffectLedger } from '../../../ports/index.ts';
import { effectKeys } from '../../effect-keys.ts';
import type { StepRunner } from '../../plan-runner/run-step.ts';
import { synchronisationSettingsOf, type BaseWork } from './base-work.ts';
import type { RefusedNumber } from './carry-out.ts';
import type { ContactScene } from './gather-contact.ts';

/** Tells people of numbers that cannot be used, once for each wrong value (PHN-03). */
export interface TellOfNumbers {
  /** Those that nobody was told of yet. */
  due(work: BaseWork, scene: ContactScene, refused: readonly RefusedNumber[]): Promise<readonly DueNotice[]>;
  tell(work: BaseWork, contact: ContactId, notice: DueNotice): Promise<{ readonly outcome: 'told'; readonly id: InteractionRecordId } | { readonly outcome: 'unsettled'; readonly askAgainAt: Instant; readonly because: string }>;
}

export interface DueNotice {
  readonly key: string;
  readonly notice: PhoneNotice;
}

export interface TellOfNumbersNeeds {
  readonly ledger: EffectLedger;
  readonly steps: StepRunner;
  readonly clock: Clock;
  readonly box: SecretBox;
  /** HTML, all foreign text escaped. */
  readonly compose: (notice: PhoneNotice) => string;
}

export function createTellOfNumbers({ ledger, steps, clock, box, compose }: TellOfNumbersNeeds): TellOfNumbers {
  return {
    async due({ connection }, { contact, plan }, refused) {
      if (contact.deleted === true || plan.match.outcome === 'not-asked') return [];
      const { reading } = synchronisationSettingsOf(connection);
      const notices = decidePhoneNotices({ contact, refused, alreadyReported: [], ...(reading === undefined ? {} : { reading }) });
      const due = notices.map((notice) => ({ notice, key: effectKeys.phoneNotice(contact.id, box.mark(`number/${unmasked(notice.value)}`)) }));
      const known = await Promise.all(due.map(async ({ key }) => await ledger.find(connection.id, key)));
      return due.filter((_, place) => known[place]?.state !== 'done');
    },
    async tell({ connection, systems: { crm } }, contactId, { key, notice }) {
      const marker = box.mark(`${connection.id}/${key}`);
      const outcome = await steps.run<InteractionRecordId>({
        connection: connection.id, key, twin: { what: 'record', marker, contactId },
        perform: async () => await crm.journal.write({ contactId, html: compose(notice), options: {}, at: clock.now(), marker }),
        ask: async (since) => await crm.journal.findByMarker({ marker, contactId, since }),
      });
      return outcome.outcome === 'done' ? { outcome: 'told', id: outcome.id } : outcome;
    },
  };
}

/** One value under whatever mask it wears is told of once. */
const unmasked = (value: string): string => value.normalize('NFKC').replace(/[\s().\p{Pd}\p{Cf}]/gu, '').toLowerCase();
