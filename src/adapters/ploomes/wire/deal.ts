import * as z from 'zod';
import { otherPropertyRow } from './other-property.ts';

export const dealRow = z.looseObject({
  Id: z.int(),
  Title: z.string().nullish(),
  ContactId: z.int().nullish(),
  PersonId: z.int().nullish(),
  PipelineId: z.int(),
  StatusId: z.int(),
  CreateDate: z.string(),
  Pipeline: z.looseObject({ Archived: z.boolean().nullish() }).nullish(),
});
export type DealRow = z.infer<typeof dealRow>;

/** The columns of {@link dealRow}; asking for an unknown one is refused. */
export const DEAL_COLUMNS = 'Id,Title,ContactId,PersonId,PipelineId,StatusId,CreateDate';

/** Tells in the same call whether a card's funnel was archived. */
export const DEAL_FUNNEL = 'Pipeline($select=Id,Archived)';

const namedRow = z.looseObject({ Name: z.string().nullish() }).nullish();

/** A deal with the names of where it stands. */
export const listedDealRow = dealRow.extend({
  Pipeline: z.looseObject({ Archived: z.boolean().nullish(), Name: z.string().nullish() }).nullish(),
  Stage: namedRow,
  Status: namedRow,
});
export type ListedDealRow = z.infer<typeof listedDealRow>;

export const DEAL_PLACE = 'Pipeline($select=Id,Name,Archived),Stage($select=Id,Name),Status($select=Id,Name)';

/** Any row that may carry our marker. */
export const markedRow = z.looseObject({
  Id: z.int(), OtherProperties: z.array(otherPropertyRow).nullish(), Description: z.string().nullish(), Name: z.string().nullish(),
});
export type MarkedRow = z.infer<typeof markedRow>;
