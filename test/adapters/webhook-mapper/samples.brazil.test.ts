import { expect, test } from 'vitest';
import { samplesAvailable } from '../../samples.ts';
import { capturedDeliveries, expectLeadOrReason } from './sample-deliveries.ts';

const BRAZILIAN = [
  'activecampaign', 'asaas', 'bagy', 'bling', 'braip', 'eduzz', 'hotmart', 'kiwify', 'logzz', 'monetizze', 'notazz', 'nuvemshop', 'ticto', 'tray', 'yampi',
] as const;

const deliveries = capturedDeliveries(BRAZILIAN);

test.runIf(samplesAvailable)('WHK-01 there are captured deliveries of Brazilian platforms', () => {
  expect(deliveries.length).toBeGreaterThan(0);
});

test.runIf(samplesAvailable).for(deliveries)(
  'WHK-01 ACL-02 %s: %s gives event, name and phone, or the reason why it carries none',
  ([platform, file]) => expectLeadOrReason(platform, file),
);
