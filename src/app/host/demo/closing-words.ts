import type { Terminal } from '../terminal.ts';
import { composeTable } from '../table.ts';
import { UNMAPPED_GROUP } from './furnishing.ts';
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
export function composeWaysOn({ hubUrl, ploomes, neppo, keys }: Demo, db: string | undefined, { words: { demo: words }, env }: Pick<Terminal, 'words' | 'env'>): string {
  const json = `-H 'content-type: application/json'`;
  const named = db === undefined ? `--url ${hubUrl} --key ${keys.operatorKey}` : `--db ${db}`;
  const open = openSessionOf(neppo);
  const elsewhere = open?.groupName === 'Suporte' ? 'Vendas' : 'Suporte';
  const ways = [
    [words.startSession, `curl -s ${neppo.url}/_sim/sessions ${json} -d '{"phone":"5511987654321","name":"Ana Souza","group":"Vendas"}'`],
    ...(open === undefined ? [] : [[words.transferSession, `curl -s ${neppo.url}/_sim/sessions/${open.protocol}/transfer ${json} -d '{"group":"${elsewhere}"}'`]]),
    [words.listCards, `curl -s '${ploomes.url}/Deals?$orderby=Id%20desc' -H 'User-Key: ${ploomes.userKey}'`],
    [words.listDeliveries, `curl -s '${hubUrl}/v1/deliveries?limit=10' -H 'Authorization: Bearer ${keys.operatorKey}'`],
    [words.fromCommandLine, `${commandIn(env)} deliveries list ${named}`],
  ];
  return [
    words.goOn,
    composeTable([words.hub, words.ploomes, words.neppo], [[hubUrl, ploomes.url, neppo.url]]),
    ...ways.map(([what, command]) => `\n${what}:\n  ${command}`),
  ].join('\n');
}

/** A checkout runs this through `tools/run.mjs`, which says so; elsewhere the package is installed. */
const commandIn = (env: Terminal['env']): string => (env['VINCULO_LAUNCHER'] === undefined ? 'npx vinculo' : 'npm run -s vinculo --');

/** The one line of a demo that programs start. */
export function composeReadyLine({ hubUrl, ploomes, neppo, hooks, keys, connection }: Demo): string {
  return JSON.stringify({
    ready: true, hub: hubUrl, ploomes: ploomes.url, neppo: neppo.url, activecampaign: null, hooks,
    userKey: ploomes.userKey, operatorKey: keys.operatorKey,
    groups: connection.options.mappings.map(({ groupName, funnelId, behaviour }) => ({ name: groupName, funnelId: Number(funnelId), behaviour })),
  });
}
