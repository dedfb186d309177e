import { createWebhookSender, type Attempt, type Person, type WebhookSender } from '../../../adapters/webhook-mapper/simulator/index.ts';
import type { Terminal } from '../terminal.ts';
import { PURCHASE, type LeadPlatform } from './lead-furnishing.ts';
import { leadOutcomesOf, seeLeads } from './lead-outcome.ts';
import type { Demo } from './open-demo.ts';
import { BIA } from './people.ts';

const EVA = { email: 'eva.prado@clinicaprado.example', firstName: 'Eva', lastName: 'Prado', phone: '(19) 99765-1122', company: 'Clínica Prado', fields: { INTERESSE: 'Consultoria' } } as const;
const BUYER: Person = { name: BIA.name, phone: `+${BIA.phone}`, email: 'bia.ramos@cliente.example', document: '52998224725' };
const FABIO: Person = { name: 'Fábio Reis', phone: '+5571988123456', email: 'fabio.reis@cliente.example', document: '11144477735' };
const ABANDONED = 'abandoned';
/** Of the one order that each platform tells of. */
const ORDER = 1;

/** Goes on with leads: platforms send to the hub's addresses over real HTTP, and what is told is what hub, Ploomes and Neppo hold afterwards. */
export async function tellLeadStory(demo: Demo, { words, say }: Terminal): Promise<void> {
  const { leadScene } = words.demo;
  let before = await seeLeads(demo);
  const play = async (sentence: string, act: () => Promise<readonly (number | undefined)[]>): Promise<void> => {
    say(`• ${sentence}`);
    const answers = await act();
    await demo.rest();
    const after = await seeLeads(demo);
    say(`  → ${[words.demo.leadOutcome.answered(answers), ...leadOutcomesOf(before, after, words)].join('; ')}.`);
    before = after;
  };
  const hotmart = senderOf(demo, 'hotmart');
  const kiwify = senderOf(demo, 'kiwify');

  await play(leadScene.form(`${EVA.firstName} ${EVA.lastName}`), async () => [await demo.activecampaign.fire(addressOf(demo, 'activecampaign'), EVA)]);
  await play(leadScene.boughtTwice(BUYER.name, BIA.agent), async () => await answersTo(hotmart, async () => await hotmart.report(PURCHASE, BUYER, ORDER, { times: 2 })));
  await play(leadScene.boughtAgain, async () => await answersTo(hotmart, async () => await replayLast(hotmart)));
  await play(leadScene.tampered(FABIO.name), async () => await answersTo(kiwify, async () => await kiwify.report(ABANDONED, FABIO, ORDER, { tampered: 'body-changed' })));
  await play(leadScene.untouched, async () => await answersTo(kiwify, async () => await kiwify.report(ABANDONED, FABIO, ORDER)));
}

function senderOf(demo: Demo, platform: LeadPlatform): WebhookSender {
  const secret = demo.integrations.find((each) => each.platform === platform)?.secret;
  return createWebhookSender({ target: addressOf(demo, platform), platform, ...(secret === undefined ? {} : { secret }) });
}

const addressOf = ({ integrations }: Demo, platform: LeadPlatform): string => integrations.find((each) => each.platform === platform)?.address ?? '';

/** What the platform was answered while something was sent. */
async function answersTo(sender: WebhookSender, send: () => Promise<unknown>): Promise<readonly (number | undefined)[]> {
  const earlier = sender.journal().length;
  await send();
  return sender.journal().slice(earlier).map(({ status }) => status);
}

async function replayLast(sender: WebhookSender): Promise<Attempt | undefined> {
  const last = sender.journal().at(-1);
  return last === undefined ? undefined : await sender.replay(last);
}
