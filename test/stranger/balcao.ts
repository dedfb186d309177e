// A CRM that does not exist, as its maker's own client library might look: numeric ids, `null` for what is empty,
// milliseconds for time, and errors that carry a status.

interface Linha {
  readonly id: number;
  readonly criado: number;
  readonly mudado: number;
}

export interface Pessoa extends Linha {
  readonly nome: string;
  readonly empresa: boolean;
  readonly telefones: readonly { readonly numero: string; readonly ddi: string | null }[];
  readonly email: string | null;
  readonly cpf: string | null;
  readonly empresaId: number | null;
  readonly dono: number | null;
  /** The name on the chat, whether that is switched off, and who attends. */
  readonly chat: string | null;
  readonly chatDesligado: boolean;
  readonly atendentes: readonly number[];
}

export interface Negocio extends Linha {
  readonly funil: number;
  readonly cliente: number;
  readonly pessoa: number | null;
  readonly titulo: string;
  readonly dono: number | null;
  readonly situacao: 'aberto' | 'ganho' | 'perdido';
  readonly chave: string | null;
}

export interface Anotacao extends Linha {
  readonly pessoa: number;
  readonly negocio: number | null;
  readonly texto: string;
  readonly campos: Readonly<Record<string, string>>;
  readonly autor: number | null;
  readonly em: number;
  readonly chave: string;
}

export interface Funil extends Linha {
  readonly nome: string;
  readonly arquivado: boolean;
}

export interface Usuario extends Linha {
  readonly nome: string;
  readonly email: string | null;
  readonly suspenso: boolean;
  readonly robo: boolean;
}

export interface Aviso extends Linha {
  readonly endereco: string;
  readonly chave: string;
  readonly ligado: boolean;
}

export interface Tabelas {
  readonly pessoas: Pessoa;
  readonly negocios: Negocio;
  readonly anotacoes: Anotacao;
  readonly funis: Funil;
  readonly usuarios: Usuario;
  readonly avisos: Aviso;
}

export type Tabela = keyof Tabelas;

export class BalcaoError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`Balcão answered ${status}.`);
    this.status = status;
  }
}

/** What the library offers for every table. */
export interface Balcao {
  list<T extends Tabela>(tabela: T): Promise<readonly Tabelas[T][]>;
  insert<T extends Tabela>(tabela: T, linha: Omit<Tabelas[T], keyof Linha>): Promise<Tabelas[T]>;
  update<T extends Tabela>(tabela: T, id: number, mudanca: Partial<Tabelas[T]>): Promise<Tabelas[T]>;
  remove(tabela: Tabela, id: number): Promise<void>;
}

/** The CRM itself. `fail` makes the next call answer with a status, before it has had any effect or after. */
export function createBalcao(): Balcao & { fail(status: number, when?: 'before' | 'after'): void } {
  const tables = new Map<Tabela, Map<number, Linha>>();
  const ordered: { readonly status: number; readonly when: 'before' | 'after' }[] = [];
  let lastId = 0;
  let lastTick = Date.now();
  // Two changes never share a moment, as with finer clocks.
  const tick = (): number => (lastTick = Math.max(lastTick + 1, Date.now()));

  const rowsOf = (tabela: Tabela): Map<number, Linha> => {
    const rows = tables.get(tabela) ?? new Map<number, Linha>();
    tables.set(tabela, rows);
    return rows;
  };
  const put = <T extends Tabela>(tabela: T, row: Linha): Tabelas[T] => {
    rowsOf(tabela).set(row.id, row);
    return translateRow(tabela, row);
  };
  const answer = async <Answer>(work: () => Answer): Promise<Answer> => {
    const fault = ordered.shift();
    if (fault?.when === 'before') throw new BalcaoError(fault.status);
    const done = work();
    if (fault !== undefined) throw new BalcaoError(fault.status);
    return done;
  };
  const standing = (tabela: Tabela, id: number): Linha => {
    const row = rowsOf(tabela).get(id);
    if (row === undefined) throw new BalcaoError(404);
    return row;
  };

  return {
    list: async <T extends Tabela>(tabela: T) => await answer(() => [...rowsOf(tabela).values()].map((row) => translateRow(tabela, row))),
    insert: async (tabela, linha) => await answer(() => put(tabela, { ...linha, id: (lastId += 1), criado: Date.now(), mudado: tick() })),
    update: async (tabela, id, mudanca) => await answer(() => put(tabela, { ...standing(tabela, id), ...mudanca, mudado: tick() })),
    remove: async (tabela, id) => await answer(() => void rowsOf(tabela).delete(standing(tabela, id).id)),
    fail: (status, when = 'before') => void ordered.push({ status, when }),
  };
}

const translateRow = <T extends Tabela>(_tabela: T, row: Linha): Tabelas[T] => row as Tabelas[T];
