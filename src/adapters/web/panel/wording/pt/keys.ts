/** What keys do. */
export const keys = {
  title: 'Atalhos do teclado',
  singles: 'Usar teclas sozinhas (/ e ?)',
  act: {
    'previous-session': 'Atendimento anterior', 'next-session': 'Próximo atendimento', 'tab-open': 'Em andamento', 'tab-closed': 'Encerrados', 'tab-sent': 'Ativos', search: 'Buscar',
    transfer: 'Transferir', close: 'Encerrar e classificar', mode: 'Responder ou comentar', pause: 'Pausar ou retomar', help: 'Estes atalhos', back: 'Voltar ou fechar',
    send: 'Enviar', line: 'Nova linha', comment: 'Enviar como comentário',
  },
} as const;
