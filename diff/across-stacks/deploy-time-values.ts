import { dig, record, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { recordedOutputs } from '../../hosts/recorded-outputs.js';
import type { LoadedTopology } from '../../topology/load.js';
import { mapStrings } from '../references.js';
import { type PublishedValue, type Resources, sourcesIn } from './published-value.js';

/** Too short a text, such as the number of a version, is in too many places to say which of them is this value. */
const shortest = 8;

/** Values that stacks print once they are deployed, that the outputs file holds, and that other stacks are synthesized from. */
export function deployTimeValues(stacks: readonly SynthesizedStack[], { topology, outputs }: LoadedTopology): PublishedValue[] {
  if (Object.keys(outputs).length === 0) return [];
  return recordedOutputs(topology).flatMap((recorded): PublishedValue[] => {
    const stack = stacks.find(({ name }) => name === recorded.stack);
    if (stack === undefined) return [];
    return printed(stack)
      .flatMap(([name, expression]) => recorded.valuesOf(name, expression) ?? [])
      .flatMap(({ path, value }): PublishedValue[] => {
        const [text, sources] = [dig(outputs, ...path), sourcesIn(value)];
        if (typeof text !== 'string' || text.length < shortest || sources.length === 0) return [];
        return [
          {
            stack,
            sources,
            place: `\`${path.join('.')}\` of the outputs file (to be imported again)`,
            renewedIn: (other, mark) => renewed(stack, other, text, mark),
          },
        ];
      });
  });
}

/** Outputs of a stack by name, as they are written before a deployment. */
function printed({ app, document }: SynthesizedStack): [name: string, expression: unknown][] {
  const outputs = Object.entries(record(document[app === 'aws' ? 'Outputs' : 'output']));
  return outputs.map(([name, output]) => [name, record(output)[app === 'aws' ? 'Value' : 'value']]);
}

function renewed(maker: SynthesizedStack, other: SynthesizedStack, text: string, mark: string): Resources | undefined {
  const resources = record(other.document[other.app === 'aws' ? 'Resources' : 'resource']);
  if (other.name === maker.name || !JSON.stringify(resources).includes(text)) return undefined;
  const word = new RegExp(`(?<![A-Za-z0-9])${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![A-Za-z0-9])`, 'g');
  return record(mapStrings(resources, (each) => each.replace(word, (found) => `${found}${mark}`)));
}
