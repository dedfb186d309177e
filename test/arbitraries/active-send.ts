import fc from 'fast-check';
import {
  instantOf, parseGroupId, parseProtocol, parseTemplateId, placesOf,
  type ActiveSend, type FieldRef, type FieldsAtHand, type FieldValue, type MessageTemplate, type SendConditions, type SendId, type SendSign, type SendState,
  type TemplateParameter, type TemplateValue,
} from 'vinculo/domain';
import { brazilianMobile } from './phone.ts';
import { present } from './present.ts';

/** One line that Meta takes: letters, signs and single spaces, now and then what looks like a place of a template. */
const oneLine = (maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom('Ana', 'João', 'nº', '7', '{{1}}', '$&', '<b>', '李', 'R$', 'ok.'), { minLength: 1, maxLength }).map((words) => words.join(' '));

const FITTING: Readonly<Record<TemplateParameter['type'], fc.Arbitrary<string>>> = {
  text: oneLine(4),
  'quick-reply': oneLine(2),
  url: fc.constantFrom('pedido/123', 'https://exemplo.com.br/p?x=1', '?utm=a'),
  media: fc.constantFrom('https://arquivos.exemplo.com.br/boleto.pdf', 'http://exemplo.test/a/b.jpg?x=1'),
  date: fc.constantFrom('04/05/2026', '4/5', '29/02/2024 14:30', '2026-05-04'),
  currency: fc.constantFrom('R$ 1.234,56', '10', '1234.5', 'USD 12,00', '-R$ 3,00'),
  coupon: fc.constantFrom('NATAL10', 'x'),
};

const listedIn = (part: TemplateParameter['part']): fc.Arbitrary<readonly TemplateParameter[]> =>
  fc.array(fc.constantFrom('text', 'date', 'currency', 'url'), { maxLength: 3 }).map((types) => types.map((type, at) => ({ part, place: at + 1, type })));

/** A template that is approved more often than not, with a text that shows its places, some of which its list may lack. */
export const messageTemplate = (): fc.Arbitrary<MessageTemplate> =>
  fc.record({
    approval: fc.constantFrom('approved', 'approved', 'approved', 'pending', 'rejected', 'paused', 'disabled'),
    header: fc.constantFrom(undefined, 'Aviso', 'Olá, {{1}}'),
    footer: fc.constantFrom(undefined, 'Responda SAIR para não receber'),
    body: listedIn('body'),
    buttons: fc.constantFrom<readonly TemplateParameter[]>([], [{ part: 'button', place: 1, type: 'url' }], [{ part: 'button', place: 1, type: 'quick-reply' }], [{ part: 'button', place: 1, type: 'coupon' }]),
    media: fc.boolean(),
    unlisted: fc.boolean(),
  }).map(({ approval, header, footer, body, buttons, media, unlisted }) => {
    const shown = body.map(({ place }) => `{{${place}}}`);
    return {
      id: present(parseTemplateId('91')), name: 'retomada', language: 'pt_BR', approval,
      body: ['Oi', ...shown, ...(unlisted ? [`e {{${body.length + 1}}}`] : []), '!'].join(' '),
      ...(header === undefined || media ? {} : { header }),
      ...(footer === undefined ? {} : { footer }),
      parameters: [...(media ? [{ part: 'header', place: 1, type: 'media' } as const] : []), ...body, ...buttons],
    };
  });

/** A value that fits for every place of a template. */
export const fittingValues = (template: MessageTemplate): fc.Arbitrary<readonly TemplateValue[]> =>
  fc.tuple(...placesOf(template).map(({ part, place, type }) => FITTING[type].map((value) => ({ part, place, value }))));

/** A moment of one hour. */
const moment = () => fc.integer({ min: 0, max: 3600 }).map((second) => instantOf(Date.UTC(2026, 4, 4, 12) + second * 1000));

/** What the chat may say of a send, in any state, with or without a session that came of it. */
export const sendSign = (): fc.Arbitrary<SendSign> =>
  fc.record(
    {
      state: fc.constantFrom('queued', 'sent', 'delivered', 'read', 'failed'),
      at: moment(),
      failure: fc.constantFrom('131049 - not delivered', '131026', 'Erro'),
      // One send begins one session.
      protocol: fc.constant(present(parseProtocol('WA00000000007'))),
    },
    { requiredKeys: ['state', 'at'] },
  );

const STATES: readonly SendState[] = ['queued', 'sent', 'delivered', 'read', 'failed', 'answered', 'unknown'];

/** An active send in any state. */
export const activeSend = (): fc.Arbitrary<ActiveSend> =>
  fc.record({ state: fc.constantFrom(...STATES), stateAt: moment(), digits: brazilianMobile(), by: fc.constantFrom('hand', 'automation') }).map(({ digits, ...told }) => ({
    ...told,
    id: parsedSendId('send-1'), channel: 'whatsapp', phone: `+${digits}`, groupId: present(parseGroupId('31')), text: 'Oi, Ana', createdAt: instantOf(Date.UTC(2026, 4, 4, 12)),
    ...(told.state === 'failed' ? { failure: '131031' } : {}),
    ...(told.state === 'answered' ? { protocol: present(parseProtocol('WA00000000007')) } : {}),
  }));

const parsedSendId = (id: string): SendId => id as SendId;

const fieldValue = (): fc.Arbitrary<FieldValue | undefined> =>
  fc.constantFrom<FieldValue | undefined>(undefined, '', ' ', 'Vendas', 'vendas ', '10', '007', '2026-05-04', '2026-05-04T12:00:00.000-03:00', 10, 7, -1, true, false, [], ['Vip', ' novo'], '__proto__');

const fieldRef = (): fc.Arbitrary<FieldRef> =>
  fc.record({ of: fc.constantFrom('contact', 'company', 'card'), field: fc.constantFrom('Nome', 'Valor', 'Etapa', '__proto__', 'constructor') });

/** The fields of a contact, now and then with a company and a card. */
export const fieldsAtHand = (): fc.Arbitrary<FieldsAtHand> => {
  const fields = () => fc.record({ Nome: fieldValue(), Valor: fieldValue(), Etapa: fieldValue() });
  return fc.record({ contact: fields(), company: fields(), card: fields() }, { requiredKeys: ['contact'] });
};

/** Conditions of every operator, nested twice at most. */
export const sendConditions = (depth = 2): fc.Arbitrary<SendConditions> => {
  const value = fc.constantFrom<string | number | boolean>('vendas', '10', 10, 7, true, '2026-05-04', '');
  const size = fc.constantFrom<string | number>(5, 10, '2026-05-01');
  const one = fc.oneof(
    fc.record({ at: fieldRef(), operator: fc.constantFrom('equals', 'not-equals', 'contains'), value }),
    fc.record({ at: fieldRef(), operator: fc.constantFrom('empty', 'not-empty') }),
    fc.record({ at: fieldRef(), operator: fc.constantFrom('greater', 'less'), value: size }),
    fc.record({ at: fieldRef(), operator: fc.constant('in-list'), values: fc.array(size, { maxLength: 3 }) }),
  );
  const each = depth === 0 ? one : fc.oneof(one, sendConditions(depth - 1));
  return fc.record({ hold: fc.constantFrom('all', 'any'), of: fc.array(each, { maxLength: 3 }) });
};
