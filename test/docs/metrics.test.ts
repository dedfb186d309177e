import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { METRICS, type MetricName } from '../../src/ports/index.ts';
import { textOf } from './pages.ts';

const metrics = Object.entries(METRICS);

test('the reference of metrics tells each as it is, and no other', () => {
  const rows = [...textOf('docs/reference/metrics.md').matchAll(/^\| `(vinculo_\w+)` \| (.+)$/gm)].map(([row]) => row);
  expect(rows).toEqual(metrics.map(([name, { kind, labels, help }]) => `| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(', ')}${labels.length > 0 ? ' ' : ''}| ${help} |`));
});

test('each metric is counted, measured or read somewhere', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && !path.endsWith('ports/metrics.ts'))
    .map((path) => readFileSync(`src/${path}`, 'utf8')).join('\n');
  expect(metrics.map(([name]) => name).filter((name) => !sources.includes(`'${name}'`))).toEqual([]);
});

const board = z.object({
  panels: z.array(z.looseObject({ id: z.number(), type: z.string(), title: z.string(), targets: z.array(z.looseObject({ expr: z.string(), legendFormat: z.string() })).optional() })),
  templating: z.object({ list: z.array(z.looseObject({ name: z.string() })) }),
}).parse(JSON.parse(textOf('docs/grafana/vinculo.json')));

const questions = board.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr, legendFormat }) => ({ title, expr, legendFormat })));

/** `vinculo_x_bucket` of a distribution is told by `vinculo_x`. */
const nameIn = (told: string): MetricName | undefined => {
  const found = metrics.find(([name, { kind }]) => name === told || (kind === 'histogram' && [`${name}_bucket`, `${name}_sum`, `${name}_count`].includes(told)));
  return found === undefined ? undefined : parseName(found[0]);
};
const parseName = (name: string): MetricName => name as MetricName;

describe('the dashboard for Grafana', () => {
  test('asks for metrics that there are', () => {
    const asked = questions.flatMap(({ expr }) => [...expr.matchAll(/\bvinculo_\w+/g)].map(([name]) => name));
    expect(asked.length).toBeGreaterThan(15);
    expect(asked.filter((name) => nameIn(name) === undefined)).toEqual([]);
  });

  test('shows every metric', () => {
    const shown = new Set(questions.flatMap(({ expr }) => [...expr.matchAll(/\bvinculo_\w+/g)].map(([name]) => nameIn(name))));
    expect(metrics.map(([name]) => name).filter((name) => !shown.has(parseName(name)))).toEqual([]);
  });

  test('groups and narrows by labels that the metrics have', () => {
    const strange = questions.flatMap(({ title, expr, legendFormat }) => {
      const names = [...expr.matchAll(/\bvinculo_\w+/g)].flatMap(([name]) => nameIn(name) ?? []);
      const known = new Set<string>([...names.flatMap((name) => METRICS[name].labels), 'le', 'instance']);
      const used = [
        ...[...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/, */)),
        ...[...expr.matchAll(/[{,] *(\w+)=~?"/g)].map(([, label = '']) => label),
        ...[...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label),
      ];
      return used.filter((label) => !known.has(label)).map((label) => `${title}: ${label}`);
    });
    expect(strange).toEqual([]);
  });

  test('has an id for each panel, and the variables that its questions name', () => {
    expect(new Set(board.panels.map(({ id }) => id)).size).toBe(board.panels.length);
    const named = new Set(questions.flatMap(({ expr }) => [...expr.matchAll(/\$(\w+)/g)].map(([, name = '']) => name)));
    const known = [...board.templating.list.map(({ name }) => name), '__rate_interval'];
    expect([...named].filter((name) => !known.includes(name))).toEqual([]);
  });
});

test('the alarms of the guide ask for metrics that there are', () => {
  const asked = [...textOf('docs/guides/watch-a-hub.md').matchAll(/\bvinculo_\w+/g)].map(([name]) => name);
  expect(asked.length).toBeGreaterThan(4);
  expect(asked.filter((name) => nameIn(name) === undefined)).toEqual([]);
});
