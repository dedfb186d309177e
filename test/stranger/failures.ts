import { PortFailure, type AccountKey } from 'vinculo/ports';
import { BalcaoError, type Balcao } from './balcao.ts';

/** Balcão as before, but what it throws is what the ports promise. No other file meets its errors. */
export function withPortFailures(balcao: Balcao, account: AccountKey): Balcao {
  const asPort = async <Answer>(what: string, call: () => Promise<Answer>, effect: 'reads' | 'writes'): Promise<Answer> => {
    try {
      return await call();
    } catch (cause) {
      throw failureOf(what, cause, effect, account);
    }
  };
  return {
    list: (tabela) => asPort(`listing ${tabela}`, () => balcao.list(tabela), 'reads'),
    insert: (tabela, linha) => asPort(`adding to ${tabela}`, () => balcao.insert(tabela, linha), 'writes'),
    update: (tabela, id, mudanca) => asPort(`changing ${tabela} ${id}`, () => balcao.update(tabela, id, mudanca), 'writes'),
    remove: (tabela, id) => asPort(`removing ${tabela} ${id}`, () => balcao.remove(tabela, id), 'writes'),
  };
}

/** 401, 429 and 5xx concern the whole account; what was written before a 5xx may have happened all the same. */
function failureOf(what: string, cause: unknown, effect: 'reads' | 'writes', account: AccountKey): PortFailure {
  const status = cause instanceof BalcaoError ? cause.status : undefined;
  const told = `Balcão did not do this: ${what}.`;
  if (status === 401) return new PortFailure('port.unauthorized', `${told} Check the key.`, { cause, account, retry: 'soon' });
  if (status === 404) return new PortFailure('port.missing', told, { cause });
  if (status === 429) return new PortFailure('port.throttled', told, { cause, account, retry: { afterMs: 10_000 } });
  if (status !== undefined && status < 500) return new PortFailure('port.refused', told, { cause });
  return new PortFailure('port.unreachable', told, { cause, account, retry: 'soon', mayHaveHappened: effect === 'writes' ? 'yes' : 'no' });
}
