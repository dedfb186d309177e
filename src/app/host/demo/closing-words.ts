import type { Terminal } from '../terminal.ts';
import { composeTable } from '../table.ts';
import { UNMAPPED_GROUP } from './furnishing.ts';
import { leadsOf } from './lead-outcome.ts';
import type { Demo } from './open-demo.ts';
import { funnelsOf, openSessionOf } from './outside.ts';

/** Who goes where, before anything happens. */
export function composeMappings({ connection, ploomes }: Demo, { demo: words, behaviour }: Terminal['words']): string {
  const funnels = funnelsOf(ploomes);
  const rows = connection.options.mappings.map((mapping) => [
    mapping.groupName, funnels.find(({ id }) => String(id) === mapping.funnelId)?.name ?? mapping.funnelId, behaviour[mapping.behaviour],
  ]);
  return [words.mappings, composeTable(Object.values(words.mappingColumns), rows), words.unmapped(UNMAPPED_GROUP)].join('\n');
}

/** Addresses and commands to go on from. */
export function composeWaysOn({ hubUrl, ploomes, neppo, activecampaign, keys, integrations, connection }: Demo, db: string | undefined, { words: { demo: words }, env }: Pick<Terminal, 'words' | 'env'>): string {
  const json = `-H 'content-type: application/json'`;
  const named = db === undefined ? `--url ${hubUrl} --key ${keys.operatorKey}` : `--db ${db}`;
  const open = openSessionOf(neppo);
  const elsewhere = open?.groupName === 'Suporte' ? 'Vendas' : 'Suporte';
  const [form, purchase] = (['activecampaign', 'hotmart'] as const).map((platform) => integrations.find((each) => each.platform === platform));
  const ways = [
    [words.startSession, `curl -s ${neppo.url}/_sim/sessions ${json} -d '{"phone":"5511987654321","name":"Ana Souza","group":"Vendas"}'`],
    ...(open === undefined ? [] : [[words.transferSession, `curl -s ${neppo.url}/_sim/sessions/${open.protocol}/transfer ${json} -d '{"group":"${elsewhere}"}'`]]),
    [words.listCards, `curl -s '${ploomes.url}/Deals?$orderby=Id%20desc' -H 'User-Key: ${ploomes.userKey}'`],
    [words.fillForm, `curl -s ${activecampaign.url}/_sim/fire ${json} -d '{"to":"${form?.address}","contact":{"email":"ana@example.com","firstName":"Ana","lastName":"Souza","phone":"11987654321"}}'`],
    [words.listLeads, `curl -s '${hubUrl}/v1/connections/${connection.id}/leads' -H 'Authorization: Bearer ${keys.operatorKey}'`],
    [words.listDeliveries, `curl -s '${hubUrl}/v1/deliveries?limit=10' -H 'Authorization: Bearer ${keys.operatorKey}'`],
    [words.fromCommandLine, `${commandIn(env)} deliveries list ${named}`],
    [words.buyAgain, `${commandIn(env)} simulate deliver --platform hotmart --to ${purchase?.address} --secret ${purchase?.secret}`],
  ];
  return [
    words.goOn,
    composeTable([words.hub, words.ploomes, words.neppo, words.activecampaign], [[hubUrl, ploomes.url, neppo.url, activecampaign.url]]),
    ...ways.map(([what, command]) => `\n${what}:\n  ${command}`),
  ].join('\n');
}

/** A checkout runs this through `tools/run.mjs`, which says so; elsewhere the package is installed. */
const commandIn = (env: Terminal['env']): string => (env['VINCULO_LAUNCHER'] === undefined ? 'npx vinculo' : 'npm run -s vinculo --');

/** The one line of a demo that programs start. Leads are those that the hub holds by now. */
export async function composeReadyLine({ hub, hubUrl, ploomes, neppo, activecampaign, hooks, keys, connection, integrations, page }: Demo): Promise<string> {
  return JSON.stringify({
    ready: true, hub: hubUrl, ploomes: ploomes.url, neppo: neppo.url, activecampaign: activecampaign.url, panel: page.url,
    hooks: { ...hooks, ...Object.fromEntries(integrations.map(({ platform, address }) => [platform, address])) },
    userKey: ploomes.userKey, operatorKey: keys.operatorKey,
    groups: connection.options.mappings.map(({ groupName, funnelId, behaviour }) => ({ name: groupName, funnelId: Number(funnelId), behaviour })),
    integrations: integrations.map(({ id, platform, secret, sheet: { status, capture, events } }) => ({
      id, platform, status, ...(secret === undefined ? {} : { secret }), ...(capture === undefined ? {} : { capture }),
      events: events.map(({ identification, actions }) => ({ identification, actions })),
    })),
    leads: await leadsOf({ hub, connection }),
  });
}
