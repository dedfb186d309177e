import type { TestProject } from 'vitest/node';

/** Says once, before the first test, which seed fast-check uses. On the error stream: the other may carry a report for machines. */
export function setup({ config }: TestProject): void {
  const seed = config.env['VINCULO_SEED'];
  console.error(`fast-check seed: ${seed} (again: VINCULO_SEED=${seed})`);
}
