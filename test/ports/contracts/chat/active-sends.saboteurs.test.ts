import { describe } from 'vitest';
import { instantOf } from '../../../../src/domain/kernel/instant.ts';
import { activeSendsContract, type ActiveSendsSubject } from '../../../../src/ports/contracts/index.ts';
import type { ActiveSendRequest, ActiveSends, SendReading } from '../../../../src/ports/index.ts';
import { aTemplate } from '../../../builders/a-send.ts';
import { provesEveryClause, type Saboteur } from '../crm/sabotage.ts';
import { inMemorySends } from './send-subjects.ts';

type Sabotage = Saboteur<ActiveSendsSubject>;
type Template = Awaited<ReturnType<ActiveSends['templates']>>[number];
type Look = Parameters<ActiveSends['findSent']>[1];
type Found = Awaited<ReturnType<ActiveSends['findSent']>>;

const sends = (broken: (good: ActiveSends, subject: ActiveSendsSubject) => Partial<ActiveSends>): Sabotage => (subject) => ({
  ...subject,
  sends: { ...subject.sends, ...broken(subject.sends, subject) },
});

const listing = (twist: (template: Template) => Template): Sabotage =>
  sends((good) => ({ templates: async (group) => (await good.templates(group)).map(twist) }));

const sending = (twist: (request: ActiveSendRequest) => ActiveSendRequest): Sabotage =>
  sends((good) => ({ send: async (request) => await good.send(twist(request)) }));

const reading = (twist: (read: SendReading) => SendReading): Sabotage =>
  sends((good) => ({ readings: async (ids) => (await good.readings(ids)).map(twist) }));

const finding = (twist: (found: Found, query: Look) => Found): Sabotage =>
  sends((good) => ({ findSent: async (request, query) => twist(await good.findSent(request, query), query) }));

/** Takes another send for it where it finds none. */
const takingFor = (other: (request: ActiveSendRequest, query: Look, subject: ActiveSendsSubject) => readonly [ActiveSendRequest, Look]): Sabotage => sends((good, subject) => ({
  findSent: async (request, query) => {
    const first = await good.findSent(request, query);
    const again = first.found === undefined ? await good.findSent(...other(request, query, subject)) : first;
    return again.found === undefined ? first : again;
  },
}));

describe('the contract of ActiveSends', () => {
  provesEveryClause(activeSendsContract, inMemorySends, {
    'lists the templates of a group in every state of approval': listing((template) => (template.approval === 'disabled' ? { ...template, approval: 'paused' } : template)),
    'lists no template that another group alone may send': (subject) => ({
      ...subject,
      addTemplate: async ({ groups: _groups, ...template }) => await subject.addTemplate(template),
    }),
    'tells the text of a template with its places open': listing((template) => ({ ...template, body: template.body.replace('{{1}}', '___') })),
    'tells what each place of a template takes': listing(({ parameters, ...template }) => ({ ...template, parameters: parameters.map((each) => (each.type === 'currency' ? { ...each, type: 'text' } : each)) })),
    'sends the very text to the number through the group': sending((request) => ({ ...request, groupName: 'Nenhum' })),
    'sends to the form of the number that it was given': sending((request) => ({ ...request, phone: request.phone.replace(/^(5531)(8)/, '$19$2') })),
    'sends once for each call': sends((good) => {
      let calls = 0;
      return {
        send: async (request) => {
          calls += 1;
          if (calls % 2 === 0) await good.send({ ...request, phone: '5541999990000' });
          return await good.send(request);
        },
      };
    }),
    'refuses to begin on WhatsApp without a template': sending((request) => ({ template: aTemplate(), ...request })),
    'begins in the queue': reading((read) => (read.state === 'queued' ? { ...read, state: 'sent' } : read)),
    'tells how far a send has come': reading((read) => (read.state === 'read' ? { ...read, state: 'delivered' } : read)),
    'tells that a send failed, and why': reading(({ failure: _failure, ...read }) => read),
    'names the session that came of a send': reading(({ part: _part, ...read }) => read),
    'names no session for a send that nobody answered': sends((good, subject) => ({
      readings: async (ids) => {
        const all = await good.readings((await subject.seen()).map(({ id }) => id));
        const part = all.find((read) => read.part !== undefined)?.part;
        return (await good.readings(ids)).map((read) => (part === undefined ? read : { part, ...read }));
      },
    })),
    'leaves out a send that is gone': sends((good) => ({
      readings: async (ids) => {
        const read = await good.readings(ids);
        return ids.map((id) => read.find((each) => each.id === id) ?? { id, state: 'queued' });
      },
    })),
    'reads many sends at once': sends((good) => ({ readings: async (ids) => await good.readings(ids.slice(0, 5)) })),
    'finds a send whose answer was lost': finding((found, { known }) => (known.length === 0 && found.found !== undefined ? { ...found, believable: false } : found)),
    'finds it by the other form of its number': sends((good) => ({
      findSent: async (request, query) => (request.phone.startsWith('5531') ? { believable: true } : await good.findSent(request, query)),
    })),
    'finds no send to another number': takingFor((request, query) => [{ ...request, phone: '5521976543210' }, query]),
    'finds no send of another text': takingFor((request, query) => [{ ...request, text: 'Oi Aninha, tudo bem?' }, query]),
    'finds no send of another group': takingFor((request, query, { groups }) => [{ ...request, groupId: groups[1].id }, query]),
    'finds no send from long before': takingFor((request, query) => [request, { ...query, since: instantOf(0) }]),
    'finds no send that is known already': sends((good) => ({ findSent: async (request, query) => await good.findSent(request, { ...query, known: [] }) })),
    'names every send that it may be': finding(({ others: _others, ...found }) => found),
    'is believed about an absence where other sends show': finding((found) => (found.found === undefined ? { ...found, believable: false } : found)),
    'is not believed about an absence where the list came back empty': finding((found) => ({ ...found, believable: true })),
  });
});
