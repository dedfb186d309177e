import type { HandWoundWorld } from '../../../rig/hand-wound.ts';
import type { World } from '../../../rig/world.ts';

/** Everybody who is on the stage, by protocol. */
export interface Cast {
  /** A client of the CRM with a company, a card and a long talk; three messages are unread. */
  readonly marina: string;
  /** A number that nobody knows. */
  readonly unknown: string;
  /** The client wrote for the last time more than a day ago. */
  readonly shut: string;
  /** A call. */
  readonly call: string;
  /** Ended, and to be classified. */
  readonly ended: string;
}

export const MARINA = { name: 'Marina Couto', phone: '5519997412063', crmPhone: '(19) 99741-2063' } as const;
const HOUR_MS = 60 * 60_000;

/** Vendas has a funnel, and asks for a classification at the end. */
export async function plantRules(world: World): Promise<void> {
  await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'link-last')] });
  world.neppo.saveGroup({ id: groupIdOf(world, 'Vendas'), name: 'Vendas', mandatoryClassification: true });
}

/** A client of the CRM, of a company. */
export async function plantMarina(world: World): Promise<number> {
  const company = world.ploomes.addCompany({ name: 'Frutas Serra Azul Ltda.' });
  const { Id } = world.ploomes.addContact({ name: MARINA.name, phone: MARINA.crmPhone, companyId: company.Id });
  await world.rest();
  return Id;
}

/** Plants Bianca's day. */
export async function plantCast(world: HandWoundWorld): Promise<Cast> {
  const { neppo } = world;
  await plantRules(world);
  await plantMarina(world);
  const shut = await attendedOn(world, { phone: '5511976543210', name: 'Lívia Prado' }, 'Vou conversar com meu sócio e te retorno.');
  world.clock.advance(25 * HOUR_MS);
  const ended = await attendedOn(world, { phone: '5511912345678', name: 'Otávio Valente' }, 'Fico no aguardo');
  neppo.close(ended);
  await world.restForGood();
  world.clock.advance(HOUR_MS);
  const call = await attendedOn(world, { phone: '5511933001200', name: 'Elisa Moraes', channel: 'voice' });
  world.clock.advance(10 * 60_000);
  const unknown = await attendedOn(world, { phone: '5519981124470' }, 'Boa tarde, vi o anúncio do plano anual');
  world.clock.advance(5 * 60_000);
  const marina = await attendedOn(world, MARINA, 'Bom dia! Recebi a proposta. O prazo de 12 dias vale para Campinas também?');
  await talk(world, marina);
  return { marina, unknown, shut, call, ended };
}

async function talk(world: HandWoundWorld, protocol: string): Promise<void> {
  const { neppo, clock } = world;
  const soon = (): void => clock.advance(45_000);
  soon();
  neppo.message(protocol, { from: 'agent', text: 'Vale sim, Marina. Para Campinas conseguimos em 9 dias úteis.' });
  soon();
  neppo.message(protocol, { from: 'agent', text: '', contentType: 'DOCUMENT', fileName: 'proposta-serra-azul-v2.pdf', file: { name: 'proposta-serra-azul-v2.pdf', type: 'application/pdf', length: 2_000 } });
  soon();
  neppo.comment(protocol, 'Cliente pediu desconto de 4%. Diretoria aprovou até 3,5%.', 'Bianca Prado');
  soon();
  neppo.message(protocol, { from: 'client', text: '', contentType: 'AUDIO', file: { name: 'audio.ogg', type: 'audio/ogg', length: 2_000 } });
  soon();
  neppo.message(protocol, { from: 'client', text: 'E preciso de mais 12 unidades do mesmo modelo.' });
  neppo.message(protocol, { from: 'client', text: 'Consegue confirmar o frete para Campinas?' });
  await world.restForGood();
}

/** Somebody gets in touch with Vendas, and Bianca, or another, takes it. */
async function attendedOn(world: HandWoundWorld, who: { readonly phone: string; readonly name?: string; readonly channel?: string }, text?: string): Promise<string> {
  const protocol = attend(world, who, text);
  await world.restForGood();
  return protocol;
}

/** The same, without waiting until the hub has heard of it. */
export function attend({ neppo }: World, { agent = 'Bianca Prado', phone, name, channel }: { readonly phone: string; readonly name?: string; readonly channel?: string; readonly agent?: string }, text?: string): string {
  const { protocol } = neppo.startSession({ phone, group: 'Vendas', ...(name === undefined ? {} : { name }), ...(channel === undefined ? {} : { channel }) });
  neppo.transfer(protocol, { agent });
  if (text !== undefined) neppo.message(protocol, { from: 'client', text });
  return protocol;
}

export function groupIdOf({ neppo }: World, name: string): number {
  const { groups } = parseState(neppo.state());
  const found = groups.find((group) => group.name === name);
  if (found === undefined) throw new Error(`The simulator has no group ${name}.`);
  return found.id;
}

/** What the simulated chat holds, as far as a test asks. */
export function messagesOf({ neppo }: World, protocol: string): readonly { readonly text: string; readonly from: string }[] {
  const { sessions, messages } = parseState(neppo.state());
  const parts = new Set(sessions.filter((session) => session.protocol === protocol).map(({ id }) => id));
  return messages.filter(({ sessionId }) => parts.has(sessionId)).map(({ message, sendBy }) => ({ text: message, from: sendBy }));
}

interface State {
  readonly groups: readonly { readonly id: number; readonly name: string }[];
  readonly sessions: readonly { readonly id: number; readonly protocol: string }[];
  readonly messages: readonly { readonly sessionId: number; readonly message: string; readonly sendBy: string }[];
}

const parseState = (state: unknown): State => JSON.parse(JSON.stringify(state)) as State;
