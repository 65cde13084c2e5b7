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
  const [old, now] = [additions(was), additions(is)];
  const gained = now.filter((one) => !old.includes(one));
  const lost = old.filter((one) => !now.includes(one));
  const path = `extensions.${id}`;
  const tells = ['stack', 'types', 'ranges', 'destinations', 'principals', 'containers', 'arguments', 'scripts'].map((field) => `${path}.${field}`);
  return [
    ...(gained.length > 0 ? [{ path, tells, text: `extension \`${id}\` also allows ${gained.join(', ')}` }] : []),
    ...(lost.length > 0 ? [{ path, tells, text: `extension \`${id}\` no longer allows ${lost.join(', ')}` }] : []),
  ];
}

const all = (extension: Extension) => additions(extension).join(', ');

/** Everything that an extension allows, in words. */
function additions(extension: Extension): string[] {
  const bound = extension.stacks === undefined ? '' : ` in ${extension.stacks.join(' and ')}`;
  return [
    ...(extension.stack === undefined ? [] : [`the stack \`${extension.stack.code}\` in ${extension.stack.account}, ${extension.stack.region}`]),
    ...extension.types.map((type) => `the type \`${type}\`${bound}`),
    ...extension.ranges.map((range) => `calls from ${range}${bound}`),
    ...extension.destinations.map(
      ({ account, region, bucket }) => `copies to ${bucket === undefined ? '' : `\`${bucket}\` of `}account ${account} in ${region}${bound}`,
    ),
    ...extension.principals.map((principal) => `the principal \`${principal}\`${bound}`),
    ...extension.containers.map(({ name, image, stack }) => `the container ${name} of \`${image.split('@')[0]}\` in ${stack}`),
    ...extension.arguments.map(({ type, path }) => `\`${path}\` of \`${type}\`${bound}`),
    ...extension.scripts.map(({ type, path, sha256 }) => `the program ${sha256.slice(0, 8)} in \`${path}\` of \`${type}\`${bound}`),
  ];
}
