/** Where a simulated CRM is, and what is to be used of it. */
export interface CrmOrders {
  readonly url: string;
  readonly userKey: string;
  readonly funnelId: number;
}

/** What a hub in a process of its own is told, when it is to make leads of purchases. */
export interface LeadHubOrders {
  readonly file: string;
  readonly crm: CrmOrders;
  /** One that does not work accepts alone. */
  readonly works: 'yes' | 'no';
}

export const parseCrmOrders = (text: string): CrmOrders => JSON.parse(text) as CrmOrders;
export const parseLeadHubOrders = (text: string): LeadHubOrders => JSON.parse(text) as LeadHubOrders;

/** What a simulated CRM has had and has. */
export interface CrmCount {
  readonly calls: number;
  readonly persons: number;
  readonly cards: number;
}

export const parseCrmCount = (text: string): CrmCount => JSON.parse(text) as CrmCount;
