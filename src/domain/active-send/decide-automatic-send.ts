import type { GroupId } from '../attendance/sighting.ts';
import type { ContactPhone } from '../contact/contact.ts';
import { readPhones, type PhoneReading } from '../contact/contact-phones.ts';
import type { Instant } from '../kernel/instant.ts';
import type { NonEmpty } from '../kernel/non-empty.ts';
import { accepted, rejected, type Result } from '../kernel/result.ts';
import type { Phone, PhoneProblem } from '../phone/phone-number.ts';
import type { MessageTemplate, TemplateApproval, TemplateId, TemplateValue } from './active-send.ts';
import { channelForm } from './channel-form.ts';
import { conditionsHold, type FieldsAtHand, type SendConditions } from './conditions.ts';
import { pairIsFreeAt } from './decide-may-write.ts';
import { fillTemplate, type TemplateFault } from './fill-template.ts';
import { valuesFrom, type PlaceSources, type ValueWriting } from './template-sources.ts';

/** What an automation sends, and when (SND-02). */
export interface SendAutomation {
  readonly id: string;
  readonly name: string;
  readonly conditions: SendConditions;
  readonly channel: 'whatsapp' | 'voice';
  readonly groupId: GroupId;
  readonly templateId: TemplateId;
  readonly values: readonly PlaceSources[];
}

/** What an automatic send is decided from. The preview gives the same, with nothing sent. */
export interface AutomaticSendFacts extends ValueWriting {
  readonly automation: SendAutomation;
  /** Absent where the contact of the trigger is gone. */
  readonly phones: readonly ContactPhone[] | undefined;
  readonly phoneReading?: PhoneReading;
  readonly fields: FieldsAtHand;
  /** As the chat has it now; absent where the group may not send it, or it is gone. */
  readonly template: MessageTemplate | undefined;
  readonly seenForms: readonly string[];
  /** About the number that {@link numberToWrite} names. */
  readonly optedOutAt?: Instant;
  readonly lastSentAt?: Instant;
  readonly pairRateMs: number;
  readonly requestedAt: Instant;
}

/** What becomes of a trigger. */
export type AutomaticSend =
  | {
      readonly outcome: 'send'; readonly phone: string; readonly e164: Phone['e164']; readonly channel: 'whatsapp' | 'voice';
      readonly groupId: GroupId; readonly templateId: TemplateId; readonly text: string; readonly values: readonly TemplateValue[];
    }
  /** Meta's pair rate: the same is decided anew then. */
  | { readonly outcome: 'wait'; readonly until: Instant }
  | { readonly outcome: 'nothing'; readonly because: NothingSent };

/** Why nothing is sent. The last four are told in an interaction record, since somebody can mend them on the contact or the card. */
export type NothingSent =
  | { readonly reason: 'contact-missing' | 'conditions-unmet' | 'template-missing' }
  | { readonly reason: 'template-not-approved'; readonly approval: Exclude<TemplateApproval, 'approved'> }
  | { readonly reason: 'phone-missing' }
  | { readonly reason: 'phone-invalid'; readonly value: string; readonly problem: Exclude<PhoneProblem, 'empty'> }
  | { readonly reason: 'opted-out'; readonly since: Instant }
  | { readonly reason: 'values-unfit'; readonly faults: NonEmpty<TemplateFault> };

/**
 * Decides what a trigger of an automation sends (SND-02): nothing where the conditions are not met, the number cannot be used or
 * a value is missing or unfit, and then it says why.
 */
export function decideAutomaticSend(facts: AutomaticSendFacts): AutomaticSend {
  const { automation, phones, fields, template, optedOutAt } = facts;
  if (phones === undefined) return nothing({ reason: 'contact-missing' });
  if (!conditionsHold(automation.conditions, fields)) return nothing({ reason: 'conditions-unmet' });
  if (template === undefined) return nothing({ reason: 'template-missing' });
  const filled = fillTemplate(template, valuesFrom(template, automation.values, fields, facts));
  if (filled.outcome === 'not-approved') return nothing({ reason: 'template-not-approved', approval: filled.approval });
  const number = numberToWrite(phones, facts.phoneReading);
  if (!number.ok) return nothing(number.reason);
  if (optedOutAt !== undefined) return nothing({ reason: 'opted-out', since: optedOutAt });
  if (filled.outcome === 'unfit') return nothing({ reason: 'values-unfit', faults: filled.faults });

  const { channel, groupId, templateId } = automation;
  const until = pairIsFreeAt(channel, facts);
  if (until !== undefined) return { outcome: 'wait', until };
  const phone = channelForm(number.value, channel, facts.seenForms);
  return { outcome: 'send', phone, e164: number.value.e164, channel, groupId, templateId, text: filled.text, values: filled.values };
}

const nothing = (because: NothingSent): AutomaticSend => ({ outcome: 'nothing', because });

type BadNumber = Extract<NothingSent, { readonly reason: 'phone-missing' | 'phone-invalid' }>;

/** The number that an automation writes to: the first valid mobile, else the first valid one. */
export function numberToWrite(phones: readonly ContactPhone[], reading: PhoneReading = {}): Result<Phone, BadNumber> {
  const { valid, invalid: [wrong] } = readPhones(phones, reading);
  const number = valid.find(({ kind }) => kind === 'mobile') ?? valid[0];
  if (number !== undefined) return accepted(number);
  if (wrong === undefined || wrong.problem === 'empty') return rejected({ reason: 'phone-missing' });
  return rejected({ reason: 'phone-invalid', value: wrong.value, problem: wrong.problem });
}
