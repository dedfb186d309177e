import { expect, test, vi } from 'vitest';
import { blocksOf } from './pages.ts';

test('the properties of the guide hold, and say what the guide says', async () => {
  const printed: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  await import('../../examples/property-test/settings.ts');
  log.mockRestore();
  expect(printed).toHaveLength(3);
  expect(`${printed.join('\n')}\n`).toBe(blocksOf('docs/guides/property-test-your-settings.md').find(({ language }) => language === '')?.text);
});
