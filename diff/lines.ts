const context = 1;
const most = 2_000;

/** Changed lines of two texts with one line of context; parts far apart are joined by `…`. */
export function changedLines(before: string, after: string): string[] {
  const edits = lineEdits(before.split('\n'), after.split('\n'));
  const near = (index: number) => edits.slice(Math.max(0, index - context), index + context + 1).some(([sign]) => sign !== ' ');
  const lines: string[] = [];
  for (const [index, [sign, text]] of edits.entries()) {
    if (near(index)) lines.push(`${sign} ${text}`);
    else if (lines.length > 0 && lines.at(-1) !== '…') lines.push('…');
  }
  if (lines.at(-1) === '…') lines.pop();
  return lines;
}

type Edit = readonly [sign: ' ' | '-' | '+', text: string];

function lineEdits(before: readonly string[], after: readonly string[]): Edit[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const same = (lines: readonly string[]) => lines.map((text): Edit => [' ', text]);
  return [
    ...same(before.slice(0, start)),
    ...middleEdits(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...same(before.slice(before.length - end)),
  ];
}

/** By the longest common subsequence. Texts too long for its table are shown as one block. */
function middleEdits(before: readonly string[], after: readonly string[]): Edit[] {
  const removed = before.map((text): Edit => ['-', text]);
  const added = after.map((text): Edit => ['+', text]);
  if (before.length === 0 || after.length === 0 || before.length * after.length > most * most) return [...removed, ...added];
  const width = after.length + 1;
  const table = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number) => table[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      table[row * width + column] = before[row] === after[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const edits: Edit[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    if (row < before.length && column < after.length && before[row] === after[column]) {
      edits.push([' ', before[row] ?? '']);
      row++;
      column++;
    } else if (row < before.length && (column >= after.length || at(row + 1, column) >= at(row, column + 1))) edits.push(['-', before[row++] ?? '']);
    else edits.push(['+', after[column++] ?? '']);
  }
  return edits;
}
