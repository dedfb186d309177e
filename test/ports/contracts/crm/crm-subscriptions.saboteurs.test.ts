import { describe } from 'vitest';
import { crmSubscriptionsContract, type CrmSubscriptionsSubject } from '../../../../src/ports/contracts/index.ts';
import { PortFailure, type CrmSubscriptions } from '../../../../src/ports/index.ts';
import { inMemorySubscriptions } from './in-memory-subjects.ts';
import { provesEveryClause, type Saboteur } from './sabotage.ts';

type Sabotage = Saboteur<CrmSubscriptionsSubject>;

const subscriptions = (
  broken: (good: CrmSubscriptions, subject: CrmSubscriptionsSubject) => Partial<CrmSubscriptions>,
): Sabotage => (subject) => ({ ...subject, subscriptions: { ...subject.subscriptions, ...broken(subject.subscriptions, subject) } });

const addressesOf = async ({ registered }: CrmSubscriptionsSubject): Promise<ReadonlySet<string>> =>
  new Set((await registered()).map(({ callbackUrl }) => callbackUrl));

const othersGo = async (good: CrmSubscriptions, subject: CrmSubscriptionsSubject, callbackUrl: string): Promise<void> => {
  for (const address of await addressesOf(subject)) if (address !== callbackUrl) await good.remove(address);
};

describe('the contract of CrmSubscriptions', () => {
  provesEveryClause(crmSubscriptionsContract, inMemorySubscriptions, {
    'registers the address and tells how many were made': subscriptions((good) => ({
      ensure: async (wanted) => {
        const { changed } = await good.ensure(wanted);
        return { changed: changed === 0 ? 0 : changed + 1 };
      },
    })),
    'hands the validation key over': subscriptions((good) => ({
      ensure: async (wanted) => await good.ensure({ ...wanted, validationKey: wanted.validationKey.replace('key-a', 'KEY-A') }),
    })),
    'changes nothing when all stand already': subscriptions((good) => ({
      ensure: async (wanted) => {
        await good.remove(wanted.callbackUrl);
        return await good.ensure(wanted);
      },
    })),
    'puts back what was switched off': subscriptions((good, { registered }) => ({
      ensure: async (wanted) => {
        const stands = (await registered()).some((each) => each.callbackUrl === wanted.callbackUrl && each.validationKey === wanted.validationKey);
        return stands ? { changed: 0 } : await good.ensure(wanted);
      },
    })),
    'puts a new validation key in the place of the old one': subscriptions((good, { registered }) => ({
      ensure: async (wanted) => {
        const standing = (await registered()).find((each) => each.callbackUrl === wanted.callbackUrl)?.validationKey;
        return await good.ensure({ ...wanted, validationKey: standing ?? wanted.validationKey });
      },
    })),
    'lets several addresses stand side by side': subscriptions((good, subject) => ({
      ensure: async (wanted) => {
        await othersGo(good, subject, wanted.callbackUrl);
        return await good.ensure(wanted);
      },
    })),
    'removes every subscription of the address and tells how many': subscriptions((good) => ({
      remove: async (callbackUrl) => {
        const removed = await good.remove(callbackUrl);
        if (removed.changed > 0) await good.ensure({ callbackUrl, validationKey: 'back' });
        return removed;
      },
    })),
    'leaves those of other addresses when it removes': subscriptions((good, subject) => ({
      remove: async (callbackUrl) => {
        await othersGo(good, subject, callbackUrl);
        return await good.remove(callbackUrl);
      },
    })),
    'names a subscribed address once, also when it was switched off': subscriptions((_good, { registered }) => ({
      addresses: async () => (await registered()).filter(({ active }) => active).map(({ callbackUrl }) => callbackUrl),
    })),
    'changes nothing when there is none to remove': subscriptions((good, subject) => ({
      remove: async (callbackUrl) => {
        if (!(await addressesOf(subject)).has(callbackUrl)) throw new PortFailure('port.missing', 'No such subscription.');
        return await good.remove(callbackUrl);
      },
    })),
  });
});
