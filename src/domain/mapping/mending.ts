import type { CompileProblem } from './compile-mapping.ts';

/** Why a mapping cannot serve as it is. */
export type MappingReason =
  | CompileProblem['reason'] | 'unknown-version' | 'compulsory' | 'not-a-ddi' | 'no-source' | 'type-is-fixed' | 'unknown-field' | 'other-type';

/** What to do about it, in both languages. */
export interface Mend {
  readonly pt: string;
  readonly en: string;
}

/** What somebody who wrote a mapping does about that. */
export const mendOf = (reason: MappingReason): Mend => MENDS[reason];

const MENDS: Readonly<Record<MappingReason, Mend>> = {
  'unknown-version': { pt: 'Use "v": 1.', en: 'Use "v": 1.' },
  compulsory: { pt: 'Mapeie este campo: evento, nome, telefone e DDI são obrigatórios.', en: 'Map this field: event, name, phone and DDI are compulsory.' },
  'not-a-ddi': { pt: 'Informe o DDI em dígitos, como 55, ou um caminho até ele.', en: 'Give the DDI in digits, such as 55, or a path to it.' },
  'no-source': { pt: 'Indique ao menos um caminho ou uma constante.', en: 'Name at least one path or constant.' },
  'unknown-target': {
    pt: 'Use um campo padrão, custom.<nome>, person.<campo>, company.<campo> ou card.<campo>.',
    en: 'Use a standard field, custom.<name>, person.<field>, company.<field> or card.<field>.',
  },
  'unknown-field': { pt: 'O campo não existe: crie-o ou escolha outro da lista.', en: 'There is no such field: create it, or choose one of the list.' },
  'unknown-type': {
    pt: 'Use text, phone, email, document, number, date, date-time, boolean, option ou options.',
    en: 'Use text, phone, email, document, number, date, date-time, boolean, option or options.',
  },
  'type-is-fixed': { pt: 'O tipo deste campo não muda: retire "as".', en: 'This field has a type of its own: leave "as" out.' },
  'other-type': { pt: 'O campo do CRM é de outro tipo: ajuste "as" ao tipo dele.', en: 'The field of the CRM has another type: let "as" say that one.' },
  'not-a-rule': { pt: 'Escreva { "from": ["caminho"] }.', en: 'Write { "from": ["path"] }.' },
  'not-a-source': { pt: 'Escreva um caminho, { "constant": … }, { "join": […] } ou { "when": …, "from": … }.', en: 'Write a path, { "constant": … }, { "join": […] } or { "when": …, "from": … }.' },
  'not-a-transform': {
    pt: 'Use trim, digits, lower-case, upper-case, first, cents, { "cut" }, { "map" } ou { "split", "take" }.',
    en: 'Use trim, digits, lower-case, upper-case, first, cents, { "cut" }, { "map" } or { "split", "take" }.',
  },
  'not-options': { pt: 'Dê cada opção como { "id": "…", "name": "…" }.', en: 'Give each option as { "id": "…", "name": "…" }.' },
  'not-a-date-format': { pt: 'Use epoch-s, epoch-ms, iso ou um formato como dd/MM/yyyy HH:mm.', en: 'Use epoch-s, epoch-ms, iso or a pattern such as dd/MM/yyyy HH:mm.' },
  'unknown-zone': { pt: 'Use um fuso como America/Sao_Paulo.', en: 'Use a time zone such as America/Sao_Paulo.' },
  'too-many-rules': { pt: 'Mapeie no máximo 300 campos.', en: 'Map 300 fields at most.' },
  'too-many-sources': { pt: 'Use no máximo 100 caminhos para cada campo.', en: 'Use 100 paths for each field at most.' },
  'too-many-transforms': { pt: 'Use no máximo 10 transformações.', en: 'Use 10 transforms at most.' },
  'too-deep': { pt: 'Junte ou condicione em menos níveis.', en: 'Join or condition in fewer levels.' },
  empty: { pt: 'Escreva o caminho.', en: 'Write the path.' },
  'too-long': { pt: 'Encurte o texto para 500 caracteres.', en: 'Shorten the text to 500 characters.' },
  'too-many-segments': { pt: 'Use no máximo 32 partes no caminho.', en: 'Use 32 parts in a path at most.' },
  'empty-segment': { pt: 'Falta um nome entre dois pontos ou colchetes.', en: 'A name is missing between dots or brackets.' },
  'bracket-open': { pt: 'Feche o colchete.', en: 'Close the bracket.' },
  'quote-open': { pt: 'Feche as aspas.', en: 'Close the quotes.' },
  'unexpected-character': { pt: 'Ponha entre aspas nomes com pontos ou colchetes: ["nome.com.ponto"].', en: 'Put names with dots or brackets in quotes: ["name.with.dots"].' },
  'forbidden-name': { pt: 'Este nome nunca é lido: escolha outro caminho.', en: 'This name is never read: choose another path.' },
  'rest-after-index': { pt: 'Depois de $index não vem mais nada.', en: 'Nothing follows $index.' },
};
