import type { TemplateParameter } from '../active-send/active-send.ts';
import type { TemplateProblem } from '../active-send/template-value-fit.ts';
import type { Language } from './record-wording.ts';

/** What the hub writes into the CRM about active sends that were not made, and what it calls things in them (SND-02). */
export interface SendWording {
  readonly language: Language;
  readonly flag: { readonly yes: string; readonly no: string };
  readonly part: Readonly<Record<TemplateParameter['part'], string>>;
  readonly problem: Readonly<Record<TemplateProblem, string>>;
  readonly notice: {
    readonly title: string;
    readonly nothingSent: (automation: string, template: string) => string;
    readonly phoneMissing: string;
    /** `why` is the text of the phone's problem. */
    readonly phoneInvalid: (value: string, why: string) => string;
    readonly optedOut: (since: string) => string;
    readonly place: (part: string, place: number, problem: string) => string;
    readonly mendPhone: string;
    readonly mendValues: string;
    readonly mendOptOut: string;
  };
}

const portuguese: SendWording = {
  language: 'pt-BR',
  flag: { yes: 'Sim', no: 'Não' },
  part: { header: 'cabeçalho', body: 'texto', footer: 'rodapé', button: 'botão' },
  problem: {
    missing: 'falta o valor',
    'not-one-line': 'o valor tem quebra de linha ou tabulação, que a Meta não aceita',
    'too-many-spaces': 'o valor tem quatro espaços seguidos ou mais, que a Meta não aceita',
    'too-long': 'o valor é longo demais',
    'not-an-address': 'o valor não é um endereço da web',
    'not-a-date': 'o valor não é uma data, como 04/05/2026',
    'not-an-amount': 'o valor não é uma quantia, como R$ 1.234,56',
    'not-a-coupon': 'o valor não é um cupom (só letras e números)',
    'not-a-file-address': 'o valor não é o endereço de um arquivo, como https://…',
  },
  notice: {
    title: 'Envio ativo não realizado',
    nothingSent: (automation, template) => `A automação ${automation} não enviou o modelo ${template}:`,
    phoneMissing: 'o contato não tem telefone',
    phoneInvalid: (value, why) => `o telefone ${value} não pode ser usado: ${why}`,
    optedOut: (since) => `o cliente pediu para não receber mensagens, em ${since}`,
    place: (part, place, problem) => `${part}, posição ${place}: ${problem}`,
    mendPhone: 'Corrija o telefone deste contato com DDI, DDD e número, por exemplo +55 11 98765-4321.',
    mendValues: 'Preencha os campos que a automação usa, ou informe nela um valor para quando estiverem vazios.',
    mendOptOut: 'Nada é enviado até que o cliente volte a aceitar.',
  },
};

const english: SendWording = {
  language: 'en',
  flag: { yes: 'Yes', no: 'No' },
  part: { header: 'header', body: 'text', footer: 'footer', button: 'button' },
  problem: {
    missing: 'the value is missing',
    'not-one-line': 'the value has a line break or a tab, which Meta does not take',
    'too-many-spaces': 'the value has four spaces in a row or more, which Meta does not take',
    'too-long': 'the value is too long',
    'not-an-address': 'the value is no web address',
    'not-a-date': 'the value is no date such as 04/05/2026',
    'not-an-amount': 'the value is no amount such as R$ 1.234,56',
    'not-a-coupon': 'the value is no coupon (letters and digits only)',
    'not-a-file-address': 'the value is not the address of a file such as https://…',
  },
  notice: {
    title: 'Active send not made',
    nothingSent: (automation, template) => `The automation ${automation} did not send the template ${template}:`,
    phoneMissing: 'the contact has no phone number',
    phoneInvalid: (value, why) => `the phone number ${value} cannot be used: ${why}`,
    optedOut: (since) => `the client asked for no messages, on ${since}`,
    place: (part, place, problem) => `${part}, place ${place}: ${problem}`,
    mendPhone: 'Correct the phone number of this contact, with country code, area code and number, such as +55 11 98765-4321.',
    mendValues: 'Fill in the fields that the automation uses, or give it a value for when they are empty.',
    mendOptOut: 'Nothing is sent until the client agrees again.',
  },
};

/** The texts by language. */
export const sendWording: Readonly<Record<Language, SendWording>> = { 'pt-BR': portuguese, en: english };
