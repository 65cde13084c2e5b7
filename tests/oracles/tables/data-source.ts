import type { SourceDocument } from '../../../topology/document.js';

/** Data as the topology file that would hold it, all of it at the first line: writing it as YAML and reading that again takes longer than to judge it. */
export function dataSource(data: unknown, file: string): SourceDocument {
  const text = JSON.stringify(data);
  const first = () => ({ file, line: 1, column: 1 });
  return { file, text, data: JSON.parse(text), locate: first, locateKey: first, written: () => undefined };
}
