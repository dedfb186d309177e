import type { DialCut, DialKind, DialProblem } from '../../../../../domain/desk/dial-plan.ts';

const dialKind: Readonly<Record<DialKind, string>> = {
  local: 'Ligação local.', national: 'Ligação nacional.', extension: 'Ramal.', emergency: 'Emergência.', 'toll-free': 'Gratuito ou de tarifa única.', foreign: 'Ligação internacional.',
};
const dialCut: Readonly<Record<DialCut, string>> = { ddi: 'o +55', trunk: 'o zero', carrier: 'a operadora', ddd: 'o DDD, igual ao seu', extension: 'o ramal do fim' };
const dialProblem: Readonly<Record<DialProblem, string>> = {
  empty: 'Digite um número.', 'not-a-number': 'Isto não é um número.', 'several-numbers': 'Há mais de um número.', 'unknown-ddd': 'Este DDD não existe.',
  'too-short': 'Faltam dígitos.', 'too-long': 'Há dígitos demais.', invalid: 'Este número não existe.',
};

/** The dial pad and shortcuts. */
export const dial = {
  title: 'Ligar',
  number: 'Número',
  placeholder: 'Digite ou cole um número',
  erase: 'Apagar',
  call: (number: string): string => `Ligar para ${number}`,
  kind: dialKind,
  removed: (parts: readonly string[]): string => `Retiramos ${new Intl.ListFormat('pt-BR').format(parts)}.`,
  cut: dialCut,
  problem: dialProblem,
  foreign: 'Confira o número: ele é de outro país e vai como foi digitado.',
  ninth: (number: string): string => `Usar com o nono dígito: ${number}`,
  softphone: 'A ligação é feita pelo seu ramal; a gravação entra sozinha no histórico.',
  transfer: (code: string): string => `Na ligação, ${code} transfere para outro agente`,
  extension: '<ramal>',
  unplanned: 'Não foi possível conferir o número.',
} as const;
