import { additionsInWords } from '../../derived/declared-additions.js';
import type { Sentence } from '../../hosts/shared/host-words.js';
import type { Extension } from '../../topology/schema/extensions.js';
import type { Topology } from '../../topology/schema/topology.js';

/** What an extension that comes, goes, grows or is prolonged lets into the output. */
export function extensionSentences(before: Topology, after: Topology): Sentence[] {
  const ids = [...new Set([...Object.keys(before.extensions), ...Object.keys(after.extensions)])].sort();
  return ids.flatMap((id) => {
    const [was, is] = [before.extensions[id], after.extensions[id]];
    const path = `extensions.${id}`;
    if (is === undefined) return was === undefined ? [] : [{ path, tells: [path], text: `extension \`${id}\` is gone, and no longer allows ${all(was)}` }];
    if (was === undefined) {
      const text = `extension \`${id}\` of ${is.owner} allows ${all(is)} until ${is.expires}, approved by \`${is.approval}\`: ${is.reason}`;
      return [{ path, tells: [path], text }];
    }
    const prolonged =
      was.expires < is.expires ? [{ path, tells: [`${path}.expires`], text: `extension \`${id}\` is prolonged from ${was.expires} to ${is.expires}` }] : [];
    return [...prolonged, ...changed(id, was, is)];
  });
}

function changed(id: string, was: Extension, is: Extension): Sentence[] {
  const [old, now] = [additionsInWords(was), additionsInWords(is)];
  const gained = now.filter((one) => !old.includes(one));
  const lost = old.filter((one) => !now.includes(one));
  const path = `extensions.${id}`;
  const tells = ['stack', 'types', 'ranges', 'destinations', 'principals', 'containers', 'arguments', 'scripts'].map((field) => `${path}.${field}`);
  return [
    ...(gained.length > 0 ? [{ path, tells, text: `extension \`${id}\` also allows ${gained.join(', ')}` }] : []),
    ...(lost.length > 0 ? [{ path, tells, text: `extension \`${id}\` no longer allows ${lost.join(', ')}` }] : []),
  ];
}

const all = (extension: Extension) => additionsInWords(extension).join(', ');
