/** The page of the demo that stands in for a CRM, and what its clients write. */
export const portugueseDemoPage = {
  panelAt: (address: string, agents: readonly string[]) =>
    `Painel dos agentes, no canto de uma página que faz as vezes do CRM; entre como ${agents.join(' ou ')}, e os clientes escrevem enquanto ela estiver aberta:\n  ${address}`,
  crm: {
    title: 'CRM de demonstração',
    standIn: 'CRM de demonstração',
    account: 'Quem está aqui',
    cards: 'Negócios',
    funnels: 'Funis',
    enteredAs: (who: string) => `Você é ${who}`,
    change: (who: string) => `Entrar como ${who}`,
    otherLanguage: 'English',
    records: (count: number) => (count === 1 ? '1 registro' : `${count} registros`),
    record: {
      deal: (name: string, _cards: number) => `Card aberto: ${name}`,
      contact: (name: string, cards: number) => `Contato: ${name}, ${cards === 1 ? '1 card' : `${cards} cards`}`,
      company: (name: string, cards: number) => `Empresa: ${name}, ${cards === 1 ? '1 card' : `${cards} cards`}`,
    },
    close: 'Fechar',
    whoAreYou: 'Quem vai atender?',
    clientsWrite: 'Enquanto esta página estiver aberta, os clientes escrevem sozinhos e respondem ao que você escrever.',
    enterAs: (who: string) => `Entrar como ${who}`,
    notBuilt: 'O painel ainda não foi construído',
    build: 'Na pasta do projeto, rode este comando; a página percebe quando for recarregada:',
  },
  client: {
    openings: ['Oi! Vocês entregam em Campinas?', 'Bom dia! Queria saber o preço do plano anual.', 'Olá, meu pedido ainda não chegou. Podem verificar?'],
    replies: ['Perfeito, obrigado!', 'Entendi. E qual é o prazo?', 'Pode ser. Como faço para pagar?', 'Certo, fico no aguardo.'],
    followUps: ['Tem alguém aí?', 'Consegue me responder ainda hoje?'],
    fileName: 'pedido.txt',
    file: 'Pedido 1042\n12 unidades do mesmo modelo\nEntrega em Campinas\n',
  },
};
