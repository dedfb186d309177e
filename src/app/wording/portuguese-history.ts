/** The page of a session's whole history (SES-06). */
export const portugueseHistory = {
  title: 'Histórico da sessão', who: 'Quem está aí? Informe uma chave de acesso a esta conexão.', key: 'chave de acesso', open: 'Abrir',
  refused: 'Esta chave não abre este histórico. Confira a chave, ou peça uma ao administrador.', missing: 'Não há esta sessão, ou este arquivo, ao alcance desta chave.',
  failed: 'Não foi possível ler agora. Tente de novo em instantes.', empty: 'Nada foi dito nesta sessão.', loading: 'Lendo…',
  recording: 'Gravação da ligação', file: 'Arquivo', client: 'Cliente', agent: 'Agente', bot: 'Robô', comment: 'Comentário interno',
  transfer: 'Transferida', ended: 'Encerrada', removed: 'Mensagem apagada',
  lines: {
    transferred: 'Transferida', queued: 'Na fila', ended: 'Encerrada', 'ended-by-inactivity': 'Encerrada por inatividade', 'bot-began': 'O robô começou', 'bot-ended': 'O robô terminou',
    'message-removed': 'Mensagem apagada', other: 'Sistema',
  },
};

/** The catalogue's shape. */
export type HistoryWords = typeof portugueseHistory;
