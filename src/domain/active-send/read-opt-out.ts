/** Words by which clients say that they want no active sends, and those by which they take it back. */
export interface OptOutWords {
  readonly out: readonly string[];
  readonly back: readonly string[];
}

/** What people in Brazil write, and what templates ask them to. "Cancelar" and "remover" are not among them: they answer questions about orders and visits. */
export const OPT_OUT_WORDS: OptOutWords = {
  out: ['sair', 'parar', 'pare', 'stop', 'descadastrar', 'não quero receber', 'não quero mais receber'],
  back: ['voltar', 'quero receber', 'start'],
};

/**
 * Tells whether a client asks for no more active sends, or takes that back. Only a message that is nothing but such a word counts:
 * "quero cancelar o pedido" is no opt-out. Case, accents and signs around it do not matter.
 */
export function readOptOut(text: string, { out, back }: OptOutWords = OPT_OUT_WORDS): 'opt-out' | 'opt-in' | undefined {
  const said = bare(text);
  if (said === '') return undefined;
  if (out.some((word) => bare(word) === said)) return 'opt-out';
  return back.some((word) => bare(word) === said) ? 'opt-in' : undefined;
}

const bare = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^\p{L}\d]+/gu, ' ').trim();
