/** One line of figures. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** All figures of one metric. */
export interface Family {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly samples: readonly Sample[];
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"/y;

/**
 * Reads Prometheus' text format 0.0.4 as its specification has it, and fails on what that does not allow: a metric in two places, a
 * figure before its type, the same labels twice, a distribution whose parts disagree.
 */
export function parsePrometheusText(text: string): readonly Family[] {
  if (!text.endsWith('\n')) throw new Error('The last line has no end.');
  const families = new Map<string, { -readonly [Key in keyof Family]: Family[Key] } & { samples: Sample[] }>();
  let current: string | undefined;
  for (const line of text.slice(0, -1).split('\n')) {
    const [, word, name = '', rest = ''] = new RegExp(`^# (HELP|TYPE) (${NAME}) (.*)$`).exec(line) ?? [];
    if (word === 'HELP') {
      if (families.has(name)) throw new Error(`${name} comes in two places.`);
      families.set(name, { name, help: rest, type: 'gauge', samples: [] });
      current = name;
      continue;
    }
    const family = families.get(current ?? '');
    if (family === undefined) throw new Error(`Nothing says what this is: ${line}`);
    if (word === 'TYPE') family.type = parseType(name, current, rest);
    else family.samples.push(parseSample(line, family));
  }
  for (const family of families.values()) checkFamily(family);
  return [...families.values()];
}

function parseType(name: string, current: string | undefined, type: string): Family['type'] {
  if (name !== current) throw new Error(`The type of ${name} stands with ${current}.`);
  if (type !== 'counter' && type !== 'gauge' && type !== 'histogram') throw new Error(`${type} is no type.`);
  return type;
}

function parseSample(line: string, { name, type }: Family): Sample {
  const [, sampleName = '', labelText = '', valueText = ''] = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)$`).exec(line) ?? [];
  const allowed = type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name];
  if (!allowed.includes(sampleName)) throw new Error(`${line} stands with ${name}.`);
  const value = { '+Inf': Infinity, '-Inf': -Infinity }[valueText] ?? Number(valueText);
  if (Number.isNaN(value)) throw new Error(`${valueText} is no figure: ${line}`);
  return { name: sampleName, labels: parseLabels(labelText), value };
}

function parseLabels(text: string): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  let at = 0;
  while (at < text.length) {
    LABEL.lastIndex = at;
    const [whole, label = '', value = ''] = LABEL.exec(text) ?? [];
    if (whole === undefined || label in labels) throw new Error(`These are no labels: ${text}`);
    labels[label] = value.replaceAll(/\\(.)/g, (_all, sign: string) => (sign === 'n' ? '\n' : sign));
    at += whole.length;
    if (text[at] === ',') at += 1;
    else if (at < text.length) throw new Error(`These are no labels: ${text}`);
  }
  return labels;
}

function checkFamily({ name, type, samples }: Family): void {
  const keys = samples.map(({ name: each, labels }) => JSON.stringify([each, ...Object.keys(labels).toSorted().map((label) => [label, labels[label]])]));
  if (new Set(keys).size !== keys.length) throw new Error(`${name} tells the same labels twice.`);
  if (type !== 'gauge' && samples.some(({ value }) => value < 0)) throw new Error(`${name} is below nothing.`);
  if (type === 'histogram') checkDistribution(name, samples);
}

function checkDistribution(name: string, samples: readonly Sample[]): void {
  const series = Map.groupBy(samples, ({ labels: { le: _le, ...labels } }) => JSON.stringify(labels));
  for (const [labels, parts] of series) {
    const buckets = parts.filter((part) => part.name === `${name}_bucket`);
    const ends = buckets.map(({ labels: { le } }) => (le === '+Inf' ? Infinity : Number(le)));
    const counts = buckets.map(({ value }) => value);
    const rises = (figures: readonly number[]): boolean => figures.every((figure, place) => place === 0 || figure >= (figures[place - 1] ?? 0));
    const whole = parts.find((part) => part.name === `${name}_count`)?.value;
    if (ends.at(-1) !== Infinity || !rises(ends) || !rises(counts)) throw new Error(`${name}${labels} does not rise to +Inf.`);
    if (counts.at(-1) !== whole || !parts.some((part) => part.name === `${name}_sum`)) throw new Error(`${name}${labels} does not add up.`);
  }
}
