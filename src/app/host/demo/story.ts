import type { Terminal } from '../terminal.ts';
import { SALESWOMAN } from './furnishing.ts';
import type { Demo } from './open-demo.ts';
import { actInNeppo, actInPloomes, readPloomes } from './outside.ts';
import { outcomesOf } from './outcome.ts';
import { ANA, BIA, CLARA, DAVI } from './people.ts';

const PERSON = 2;
const COMPANY = 1;
const BRAZIL = 76;

/** Tells the story through real HTTP: each scene waits until its webhooks, lanes and answers have come to rest. */
export async function tellStory(demo: Demo, { words, say }: Terminal): Promise<void> {
  const { scene } = words.demo;
  const neppo = actInNeppo(demo.neppo);
  const first = await readPloomes(demo.ploomes);
  const ploomes = actInPloomes(demo.ploomes, first.users.find(({ Email }) => Email === SALESWOMAN)?.UserKey ?? demo.ploomes.userKey);
  const funnel = (name: string): number => first.pipelines.find(({ Name }) => Name === name)?.Id ?? 0;

  let before = first;
  const play = async (sentence: string, act: () => Promise<unknown>): Promise<void> => {
    say(`• ${sentence}`);
    await act();
    await demo.rest();
    const after = await readPloomes(demo.ploomes);
    say(`  → ${outcomesOf(before, after, words).join('; ')}.`);
    before = after;
  };
  const register = async ({ name, typed }: typeof ANA | typeof BIA | typeof CLARA | typeof DAVI, companyId?: number): Promise<number> =>
    await ploomes.create('Contacts', {
      Name: name, TypeId: PERSON, Phones: [{ PhoneNumber: typed, TypeId: 1, CountryId: BRAZIL }], ...(companyId === undefined ? {} : { CompanyId: companyId }),
    });

  await register(ANA, await ploomes.create('Contacts', { Name: 'Padaria Sol', TypeId: COMPANY }));
  const bia = await register(BIA);
  const earlier = await ploomes.create('Deals', { Title: BIA.name, ContactId: bia, PersonId: bia, PipelineId: funnel('Pós-venda') });
  await register(CLARA);
  await demo.rest();
  before = await readPloomes(demo.ploomes);

  let ana = '';
  await play(scene.alwaysCreate(ANA.name, 'Vendas'), async () => {
    ana = await neppo('', { phone: ANA.phone, name: ANA.name, group: 'Vendas', agent: 'Bruno Tavares' });
  });
  await play(scene.linkLastEarlier(BIA.name, 'Pós-venda', earlier), async () => await neppo('', { phone: BIA.phone, name: BIA.name, group: 'Pós-venda', agent: BIA.agent }));
  await play(scene.linkLastNone(CLARA.name, 'Suporte'), async () => await neppo('', { phone: CLARA.phone, name: CLARA.name, group: 'Suporte' }));
  await play(scene.unknown(DAVI.name, 'Vendas'), async () => await neppo('', { phone: DAVI.phone, name: DAVI.name, group: 'Vendas' }));
  await play(scene.registered(DAVI.name), async () => await register(DAVI));
  await play(scene.sameFunnel(ANA.name, 'Televendas'), async () => await neppo(`/${ana}/transfer`, { group: 'Televendas' }));
  await play(scene.otherFunnel(ANA.name, 'Suporte'), async () => await neppo(`/${ana}/transfer`, { group: 'Suporte', agent: 'Diego Fontes' }));
  await play(scene.archived('Parcerias', CLARA.name, 'Parcerias'), async () => {
    await ploomes.change('Deals@Pipelines', funnel('Parcerias'), { Archived: true });
    await neppo('', { phone: CLARA.phone, name: CLARA.name, group: 'Parcerias' });
  });
  await play(scene.ended(ANA.name), async () => {
    await neppo(`/${ana}/classify`, { classification: 'Venda fechada' });
    await neppo(`/${ana}/close`, {});
  });
}
