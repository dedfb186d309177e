import { describe, expect, test } from 'vitest';
import { createMetrics } from '../../../src/adapters/system/index.ts';
import { METRICS } from '../../../src/ports/index.ts';
import { parsePrometheusText } from './prometheus-text.ts';

const familyIn = (text: string, name: string) => parsePrometheusText(text).find((family) => family.name === name);

describe('the metrics of a process', () => {
  test('are all told from the beginning, each with its type and what it means', () => {
    const families = parsePrometheusText(createMetrics().text([]));
    expect(families.map(({ name, type, help }) => ({ name, type, help }))).toEqual(
      Object.entries(METRICS).map(([name, { kind, help }]) => ({ name, type: kind, help })),
    );
  });

  test('count by labels, whatever the order in which they are given', () => {
    const metrics = createMetrics();
    metrics.count('vinculo_calls_total', { system: 'ploomes', outcome: 'ok' });
    metrics.count('vinculo_calls_total', { outcome: 'ok', system: 'ploomes' }, 2);
    metrics.count('vinculo_calls_total', { system: 'neppo', outcome: 'ok' });
    expect(familyIn(metrics.text([]), 'vinculo_calls_total')?.samples.map(({ labels, value }) => [labels['system'], value])).toEqual([
      ['ploomes', 3], ['neppo', 1],
    ]);
  });

  test('show what counts without labels before it has happened', () => {
    expect(familyIn(createMetrics().text([]), 'vinculo_store_commits_total')?.samples).toEqual([
      { name: 'vinculo_store_commits_total', labels: {}, value: 0 },
    ]);
  });

  test('give back any label as it was', () => {
    const metrics = createMetrics();
    const outcome = 'a "b"\\\n{c="d"},';
    metrics.count('vinculo_calls_total', { system: 'ploomes', outcome });
    expect(familyIn(metrics.text([]), 'vinculo_calls_total')?.samples[0]?.labels).toEqual({ system: 'ploomes', outcome });
  });

  test('tell how much of a distribution lies at or below each end', () => {
    const metrics = createMetrics();
    for (const seconds of [0.05, 0.06, 4, 1_000]) metrics.observe('vinculo_call_duration_seconds', seconds, { system: 'ploomes' });
    const { samples = [] } = familyIn(metrics.text([]), 'vinculo_call_duration_seconds') ?? {};
    const atMost = Object.fromEntries(samples.flatMap(({ labels: { le }, value }) => (le === undefined ? [] : [[le, value]])));
    expect(atMost).toMatchObject({ '0.05': 1, '0.1': 2, '2.5': 2, '5': 3, '30': 3, '+Inf': 4 });
    expect(samples.find(({ name }) => name.endsWith('_sum'))?.value).toBeCloseTo(1004.11);
  });

  test('show gauges as they were read', () => {
    const text = createMetrics().text([{ name: 'vinculo_lag_seconds', labels: { connection: 'acme' }, value: 2.5 }]);
    expect(familyIn(text, 'vinculo_lag_seconds')?.samples).toEqual([{ name: 'vinculo_lag_seconds', labels: { connection: 'acme' }, value: 2.5 }]);
  });

  test('keep no more combinations of labels than they may, and lose no count', () => {
    const metrics = createMetrics({ mostSeries: 10 });
    for (let place = 0; place < 1_000; place++) metrics.count('vinculo_calls_total', { system: 'ploomes', outcome: `made-up-${place}` });
    const { samples = [] } = familyIn(metrics.text([]), 'vinculo_calls_total') ?? {};
    expect(samples).toHaveLength(11);
    expect(samples.reduce((sum, { value }) => sum + value, 0)).toBe(1_000);
    expect(samples.at(-1)).toEqual({ name: 'vinculo_calls_total', labels: { system: 'other', outcome: 'other' }, value: 990 });
  });

  test('keep no label longer than a code is', () => {
    const metrics = createMetrics();
    metrics.count('vinculo_calls_total', { system: 'ploomes', outcome: 'x'.repeat(100_000) });
    expect(metrics.text([]).length).toBeLessThan(10_000);
  });
});

describe('the reading of the text format', () => {
  const refused: Readonly<Record<string, readonly [text: string, why: string]>> = {
    'a metric in two places': ['# HELP a x\n# TYPE a counter\na 1\n# HELP b x\n# TYPE b counter\n# HELP a x\n', 'two places'],
    'a figure of another metric': ['# HELP a x\n# TYPE a counter\nb 1\n', 'stands with a'],
    'the same labels twice': ['# HELP a x\n# TYPE a gauge\na{b="1"} 1\na{b="1"} 2\n', 'same labels twice'],
    'a distribution without an end': ['# HELP a x\n# TYPE a histogram\na_bucket{le="1"} 1\na_sum 1\na_count 1\n', 'rise to +Inf'],
    'a distribution that falls': ['# HELP a x\n# TYPE a histogram\na_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\n', 'rise to +Inf'],
    'a label that is not closed': ['# HELP a x\n# TYPE a gauge\na{b="1} 1\n', 'no labels'],
    'no figure': ['# HELP a x\n# TYPE a gauge\na undefined\n', 'no figure'],
  };
  test.each(Object.entries(refused))('refuses %s', (_what, [text, why]) => {
    expect(() => parsePrometheusText(text)).toThrow(why);
  });
});
