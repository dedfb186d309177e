import * as z from 'zod';

const row = z.looseObject({ Id: z.int().nullish(), LastUpdateDate: z.string().nullish() }).nullish();

/**
 * A webhook's body. `Entity` is plural as a rule, singular in some accounts; one account documents `ResourceId` where
 * others have the row in `New` and `Old` (P8).
 */
export const deliveryBody = z.looseObject({
  Entity: z.string().nullish(),
  EntityId: z.int().nullish(),
  Action: z.string().nullish(),
  ActionId: z.int().nullish(),
  New: row,
  Old: row,
  ResourceId: z.int().nullish(),
  ValidationKey: z.string().nullish(),
});
export type DeliveryBody = z.infer<typeof deliveryBody>;
