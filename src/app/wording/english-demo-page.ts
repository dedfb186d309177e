import type { portugueseDemoPage } from './portuguese-demo-page.ts';

export const englishDemoPage: typeof portugueseDemoPage = {
  panelAt: (address, agents) => `The agents' panel, in the corner of a page that stands in for the CRM; enter as ${agents.join(' or ')}, and clients write while it is open:\n  ${address}`,
  crm: {
    title: 'Demonstration CRM',
    standIn: 'Demonstration CRM',
    account: 'Who is here',
    cards: 'Deals',
    funnels: 'Funnels',
    enteredAs: (who) => `You are ${who}`,
    change: (who) => `Enter as ${who}`,
    otherLanguage: 'Português',
    records: (count) => (count === 1 ? '1 record' : `${count} records`),
    record: {
      deal: (name, _cards) => `Card opened: ${name}`,
      contact: (name, cards) => `Contact: ${name}, ${cards === 1 ? '1 card' : `${cards} cards`}`,
      company: (name, cards) => `Company: ${name}, ${cards === 1 ? '1 card' : `${cards} cards`}`,
    },
    close: 'Close',
    whoAreYou: 'Who is going to attend?',
    clientsWrite: 'While this page is open, clients write by themselves and answer what you write.',
    enterAs: (who) => `Enter as ${who}`,
    notBuilt: 'The panel was not built yet',
    build: 'Run this in the folder of the project; the page notices when it is loaded anew:',
  },
  client: {
    openings: ['Hi! Do you deliver to Campinas?', 'Good morning! What does the annual plan cost?', 'Hello, my order has not arrived yet. Could you look?'],
    replies: ['Perfect, thank you!', 'I see. And how long does it take?', 'That will do. How do I pay?', 'All right, I will wait.'],
    followUps: ['Is anybody there?', 'Could you answer me today?'],
    fileName: 'order.txt',
    file: 'Order 1042\n12 units of the same model\nDelivery in Campinas\n',
  },
};
