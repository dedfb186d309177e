/** Lines of aligned columns under their headings; cells beyond `widest` characters are clipped. */
export function composeTable(headings: readonly string[], rows: readonly (readonly string[])[], widest = 72): string {
  const cells = [headings, ...rows].map((row) => row.map((cell) => clip(cell, widest)));
  const widths = headings.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]): string => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ').trimEnd();
  const [head = [], ...body] = cells;
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...body.map(line)].join('\n');
}

const clip = (text: string, widest: number): string => {
  const oneLine = text.replaceAll(/\s+/g, ' ').trim();
  return oneLine.length > widest ? `${oneLine.slice(0, widest - 1)}…` : oneLine;
};
