import type { CrmSubscriptions } from '../../ports/crm-subscriptions.ts';
import type { Answering } from './crm-faults.ts';
import type { CrmWorld, StoredSubscription } from './crm-world.ts';

const ABOUT = ['contacts', 'cards'] as const;

/** Subscriptions in memory. Nobody is called: what a host wants told, its test tells. */
export const createInMemorySubscriptions = (world: CrmWorld, answer: Answering): CrmSubscriptions => ({
  ensure: ({ callbackUrl, validationKey }) =>
    answer('subscriptions.ensure', () => {
      const lacking = ABOUT.filter((about) => !world.subscriptions.some((each) => stands(each, callbackUrl, validationKey, about)));
      replace(world, (each) => !(each.callbackUrl === callbackUrl && lacking.includes(each.about)));
      world.subscriptions.push(...lacking.map((about) => ({ callbackUrl, validationKey, about, active: true })));
      return { changed: lacking.length };
    }),
  addresses: () => answer('subscriptions.addresses', () => [...new Set(world.subscriptions.map(({ callbackUrl }) => callbackUrl))]),
  remove: (callbackUrl) =>
    answer('subscriptions.remove', () => {
      const before = world.subscriptions.length;
      replace(world, (each) => each.callbackUrl !== callbackUrl);
      return { changed: before - world.subscriptions.length };
    }),
});

const stands = (each: StoredSubscription, callbackUrl: string, validationKey: string, about: StoredSubscription['about']): boolean =>
  each.callbackUrl === callbackUrl && each.about === about && each.active && each.validationKey === validationKey;

const replace = ({ subscriptions }: CrmWorld, keeps: (each: StoredSubscription) => boolean): void =>
  void subscriptions.splice(0, subscriptions.length, ...subscriptions.filter(keeps));
