import type { portugueseLeadStory } from './portuguese-lead-story.ts';

/** The same in English; a missing text does not compile. */
export const englishLeadStory: typeof portugueseLeadStory = {
  leadScene: {
    form: (who) => `${who} fills in the form of the web site, which is ActiveCampaign's.`,
    boughtTwice: (who, agent) => `${who}, who is talking with ${agent} in Neppo, buys a course at Hotmart, which tells of it twice.`,
    boughtAgain: 'Hotmart tells of the same purchase once more.',
    tampered: (who) => `${who} abandons a cart at Kiwify, and somebody changes on the way what Kiwify signed.`,
    untouched: 'Kiwify sends the same again, which this time arrives as it was signed.',
  },
  leadOutcome: {
    answered: (statuses) => `the hub answered ${statuses.map((status) => status ?? 'nothing').join(' and ')}`,
    nothing: 'nothing changed',
    leadKept: (name) => `lead ${name} made`,
    personMade: (id, name) => `contact ${id} made (${name})`,
    companyMade: (id, name) => `company ${id} made (${name})`,
    cardOpened: (id, funnel, stage) => `card ${id} opened in ${funnel}, stage ${stage}`,
    tagged: (tag) => `tag "${tag}" on the lead`,
    taggedBoth: (tag, contact) => `tag "${tag}" on the lead and on contact ${contact}`,
    fieldSet: (field, value) => `field ${field} of the lead: ${value}`,
    said: (text) => `said in Neppo's conversation: "${text}"`,
  },
  leads: 'Leads in the hub:',
  leadColumns: { name: 'lead', through: 'integration', contact: 'contact', cards: 'cards', tags: 'tags' },
  fillForm: "somebody fills in ActiveCampaign's form",
  listLeads: 'see the leads',
  buyAgain: "another purchase at Hotmart, with the integration's secret (hottok)",
};
