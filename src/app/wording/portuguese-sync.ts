import type { RunPhase, RunState } from '../../ports/index.ts';

const state: Readonly<Record<RunState, string>> = {
  running: 'em andamento', paused: 'em pausa', asking: 'aguarda confirmação', ended: 'concluída', cancelled: 'cancelada',
};

const phase: Readonly<Record<RunPhase, string>> = {
  contacts: 'lendo os contatos do Ploomes', 'chat-clients': 'lendo os clientes da Neppo', agents: 'lendo as carteiras',
  'chat-clients-gone': 'conferindo clientes que não apareceram', 'contacts-gone': 'conferindo contatos que não apareceram',
  compare: 'comparando e gravando', unlink: 'desvinculando', finish: 'terminando',
};

/** What people read of synchronisation on the command line. */
export const portugueseSync = {
  help: {
    about: 'A base de clientes nos dois lados: sincronizar, acompanhar, resolver.',
    start: 'Começa uma sincronização. Uma que já está em andamento é mostrada em vez disso.',
    dryRun: 'só mostra o que seria feito, e espera por `sync confirm`',
    first: 'primeira sincronização (sem a opção: reconciliação, o que os webhooks perderam)',
    status: 'Mostra a última sincronização, ou a que for indicada.',
    watch: 'Acompanha até o fim: barra de progresso num terminal, uma linha por mudança fora dele.',
    pause: 'Faz uma pausa. O que já começou termina.',
    resume: 'Continua depois de uma pausa.',
    cancel: 'Cancela. O que foi gravado fica.',
    confirm: 'Deixa seguir o que foi mostrado ou perguntado.',
    problems: 'Lista os contatos que não puderam ser sincronizados.',
    conflicts: 'Lista os contatos que têm o mesmo telefone.',
    connection: 'conexão, pelo seu id',
    run: 'número da sincronização (sem a opção: a última)',
  },
  state, phase,
  none: 'Nenhuma sincronização foi feita nesta conexão',
  begin: 'Comece uma: `vinculo sync start`.',
  noProblems: 'Nenhum problema.',
  noConflicts: 'Nenhum conflito em aberto.',
  line: (number: number, stateText: string, phaseText: string) => `Sincronização ${number}: ${stateText} (${phaseText})`,
  counts: (done: number, total: string, failed: number) => `${done} de ${total} contatos, ${failed} com problema`,
  pace: (perMinute: number, left: string) => `${perMinute} por minuto, faltam ${left}`,
  asks: (unlinks: number) => `Espera por confirmação: ${unlinks} vínculos seriam desfeitos. Veja o plano e use \`vinculo sync confirm\`.`,
  trouble: (code: string) => `Parou por si mesma (${code}). Resolva a causa e use \`vinculo sync resume\`.`,
  columns: { contact: 'contato', code: 'motivo', at: 'desde', id: 'conflito', kept: 'tem o cliente', other: 'também tem o telefone' },
};
