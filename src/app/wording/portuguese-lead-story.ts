/** What the demo tells of leads. */
export const portugueseLeadStory = {
  leadScene: {
    form: (who: string) => `${who} preenche o formulário do site, que é do ActiveCampaign.`,
    boughtTwice: (who: string, agent: string) => `${who}, que conversa com ${agent} no Neppo, compra um curso na Hotmart, que avisa duas vezes.`,
    boughtAgain: 'A Hotmart avisa da mesma compra outra vez.',
    tampered: (who: string) => `${who} abandona um carrinho na Kiwify, e alguém altera no caminho o aviso que a Kiwify assinou.`,
    untouched: 'A Kiwify manda o mesmo aviso, que desta vez chega como foi assinado.',
  },
  leadOutcome: {
    answered: (statuses: readonly (number | undefined)[]) => `o hub respondeu ${statuses.map((status) => status ?? 'nada').join(' e ')}`,
    nothing: 'nada mudou',
    leadKept: (name: string) => `lead ${name} criado`,
    personMade: (id: number, name: string) => `contato ${id} criado (${name})`,
    companyMade: (id: number, name: string) => `empresa ${id} criada (${name})`,
    cardOpened: (id: number, funnel: string, stage: string) => `card ${id} criado em ${funnel}, estágio ${stage}`,
    tagged: (tag: string) => `tag "${tag}" no lead`,
    taggedBoth: (tag: string, contact: number) => `tag "${tag}" no lead e no contato ${contact}`,
    fieldSet: (field: string, value: string) => `campo ${field} do lead: ${value}`,
    said: (text: string) => `dito na conversa do Neppo: "${text}"`,
  },
  leads: 'Leads no hub:',
  leadColumns: { name: 'lead', through: 'integração', contact: 'contato', cards: 'cards', tags: 'tags' },
  fillForm: 'alguém preenche o formulário do ActiveCampaign',
  listLeads: 'ver os leads',
  buyAgain: 'outra compra na Hotmart, com o segredo (hottok) da integração',
};
