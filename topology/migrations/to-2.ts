import { isMap, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Step } from './step.js';

/** Version 2 says which version it is. */
export const toVersion2: Step = {
  to: 2,
  edits: (document, text) => {
    const root = document.contents;
    if (!isMap(root)) return [];
    const map = root as YAMLMap<Node, Node>;
    const declared = map.items.find(({ key }: Pair<Node, Node | null>) => key.toString() === 'schemaVersion');
    if (declared !== undefined) {
      const [from = 0, to = from] = declared.value?.range ?? [];
      return [{ from, to, text: '2', says: 'schemaVersion: 1 -> 2' }];
    }
    const from = map.items[0]?.key.range?.[0] ?? map.range?.[1] ?? 0;
    const between = map.flow === true ? ', ' : `${text.includes('\r\n') ? '\r\n' : '\n'}${indentation(text, from)}`;
    return [{ from, to: from, text: `schemaVersion: 2${between}`, says: 'schemaVersion: 2 is new' }];
  },
};

function indentation(text: string, offset: number): string {
  return /[ ]*$/.exec(text.slice(0, offset))?.[0] ?? '';
}
