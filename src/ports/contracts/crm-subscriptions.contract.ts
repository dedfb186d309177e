import assert from 'node:assert/strict';
import type { CrmSubscriptions } from '../crm-subscriptions.ts';
import { defineContract } from './kit.ts';

/** A subscription as the CRM keeps it. */
export interface SeenSubscription {
  readonly callbackUrl: string;
  readonly validationKey?: string;
  readonly active: boolean;
}

/** Subscriptions of an account that has none yet. */
export interface CrmSubscriptionsSubject {
  readonly subscriptions: CrmSubscriptions;
  /** All subscriptions that the CRM holds, of whatever address. */
  registered(): Promise<readonly SeenSubscription[]>;
  /** Switches off all of them, as CRMs do by themselves. */
  switchOff(): Promise<void>;
}

const OURS = { callbackUrl: 'https://hub.example.test/hooks/crm/a', validationKey: 'key-a' };
const THEIRS = { callbackUrl: 'https://hub.example.test/hooks/crm/b', validationKey: 'key-b' };

const active = async ({ registered }: CrmSubscriptionsSubject, callbackUrl: string): Promise<readonly SeenSubscription[]> =>
  (await registered()).filter((each) => each.callbackUrl === callbackUrl && each.active);

/** Runs the promises of {@link CrmSubscriptions} (ACT-09). */
export const crmSubscriptionsContract = defineContract<CrmSubscriptionsSubject>({
  'registers the address and tells how many were made': async (subject) => {
    const { changed } = await subject.subscriptions.ensure(OURS);
    assert.ok(changed > 0, 'something was made');
    assert.equal((await active(subject, OURS.callbackUrl)).length, changed);
  },
  'hands the validation key over': async (subject) => {
    await subject.subscriptions.ensure(OURS);
    const keys = (await active(subject, OURS.callbackUrl)).map(({ validationKey }) => validationKey);
    assert.deepEqual(new Set(keys), new Set([OURS.validationKey]));
  },
  'changes nothing when all stand already': async ({ subscriptions, registered }) => {
    await subscriptions.ensure(OURS);
    const before = await registered();
    assert.deepEqual(await subscriptions.ensure(OURS), { changed: 0 });
    assert.deepEqual(await registered(), before);
  },
  'puts back what was switched off': async (subject) => {
    await subject.subscriptions.ensure(OURS);
    const before = await subject.registered();
    await subject.switchOff();
    await subject.subscriptions.ensure(OURS);
    assert.equal((await active(subject, OURS.callbackUrl)).length, before.length);
  },
  'puts a new validation key in the place of the old one': async (subject) => {
    await subject.subscriptions.ensure(OURS);
    await subject.subscriptions.ensure({ ...OURS, validationKey: 'key-new' });
    const keys = (await active(subject, OURS.callbackUrl)).map(({ validationKey }) => validationKey);
    assert.deepEqual(new Set(keys), new Set(['key-new']));
  },
  'lets several addresses stand side by side': async (subject) => {
    await subject.subscriptions.ensure(THEIRS);
    await subject.subscriptions.ensure(OURS);
    assert.equal((await active(subject, THEIRS.callbackUrl)).length, (await active(subject, OURS.callbackUrl)).length);
  },
  'removes every subscription of the address and tells how many': async ({ subscriptions, registered }) => {
    await subscriptions.ensure(OURS);
    const { length: made } = await registered();
    assert.deepEqual(await subscriptions.remove(OURS.callbackUrl), { changed: made });
    assert.deepEqual(await registered(), []);
  },
  'leaves those of other addresses when it removes': async (subject) => {
    await subject.subscriptions.ensure(OURS);
    await subject.subscriptions.ensure(THEIRS);
    const theirs = await active(subject, THEIRS.callbackUrl);
    await subject.subscriptions.remove(OURS.callbackUrl);
    assert.deepEqual(await active(subject, THEIRS.callbackUrl), theirs);
  },
  'names a subscribed address once, also when it was switched off': async ({ subscriptions, switchOff }) => {
    await subscriptions.ensure(THEIRS);
    assert.deepEqual(await subscriptions.addresses(), [THEIRS.callbackUrl]);
    await switchOff();
    assert.deepEqual(await subscriptions.addresses(), [THEIRS.callbackUrl]);
  },
  'changes nothing when there is none to remove': async ({ subscriptions }) => {
    assert.deepEqual(await subscriptions.remove(OURS.callbackUrl), { changed: 0 });
  },
});
