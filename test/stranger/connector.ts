import type { CrmConnector } from 'vinculo';
import type { Balcao } from './balcao.ts';
import { createBalcaoCrm } from './balcao-crm.ts';
import { balcaoReader } from './delivery-reader.ts';

/** How a hub reaches Balcão. It has no settings: whoever has the client has the account. */
export const balcaoConnector = (balcao: Balcao): CrmConnector => ({
  parseConfig: (input) => input,
  connect: () => createBalcaoCrm(balcao),
  reader: () => balcaoReader,
});
