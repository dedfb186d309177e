/** What stands around every screen. */
export const shell = {
  title: 'Atendimentos',
  minimize: 'Minimizar',
  back: 'Voltar',
  close: 'Fechar',
  cancel: 'Cancelar',
  tryAgain: 'Tentar de novo',
  tryNow: 'Tentar agora',
  loading: 'Carregando',
  offline: 'Sem conexão.',
  reconnecting: 'Reconectando…',
  showingUntil: (time: string): string => `Mostrando o que chegou até ${time}. O que você escrever fica guardado e sai quando a conexão voltar.`,
  failed: 'Não foi possível carregar.',
} as const;
