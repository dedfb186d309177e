import { contactRules } from './rules-contacts.ts';
import { dealRules } from './rules-deals.ts';
import { interactionRecordRules, taskRules } from './rules-activities.ts';
import { documentRules, orderRules, quoteRules } from './rules-papers.ts';
import {
  fieldRules, lossReasonRules, optionRules, pipelineRules, stageRules, tagRules, userRules, webhookRules,
} from './rules-settings.ts';
import type { Rules } from './rule.ts';
import type { Kind } from './schema.ts';

const RULES: Readonly<Record<string, Rules>> = {
  Contacts: contactRules,
  Deals: dealRules,
  InteractionRecords: interactionRecordRules,
  Tasks: taskRules,
  Documents: documentRules,
  Quotes: quoteRules,
  Orders: orderRules,
  'Deals@Pipelines': pipelineRules,
  'Deals@Stages': stageRules,
  'Deals@LossReasons': lossReasonRules,
  Fields: fieldRules,
  'Fields@OptionsTables@Options': optionRules,
  Webhooks: webhookRules,
  Users: userRules,
  Tags: tagRules,
};

export const rulesOf = (kind: Kind): Rules => RULES[kind.path] ?? {};
