import { record, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { type PublishedValue, type Resources, sourcesIn } from './published-value.js';

/** What stacks write into parameters of Systems Manager, for stacks of the same account and region. */
export function parameters(stacks: readonly SynthesizedStack[]): PublishedValue[] {
  return stacks.flatMap((stack) =>
    stack.resources.flatMap((carrier): PublishedValue[] => {
      const name = carrier.type === 'AWS::SSM::Parameter' ? carrier.properties['Name'] : undefined;
      if (typeof name !== 'string') return [];
      const isNear = ({ app, account, region }: SynthesizedStack) => app === 'aws' && account === stack.account && region === stack.region;
      return [
        {
          stack,
          sources: sourcesIn(carrier.properties['Value']),
          carrier,
          place: `parameter \`${name}\``,
          renewedIn: (other, mark) => (isNear(other) ? renewed(other, name, mark) : undefined),
        },
      ];
    }),
  );
}

/** A template takes a parameter by one of its own, whose default is the name, or by a dynamic reference. */
function renewed({ document }: SynthesizedStack, name: string, mark: string): Resources | undefined {
  const own = Object.entries(record(document['Parameters']))
    .filter(([, parameter]) => record(parameter)['Default'] === name && String(record(parameter)['Type']).startsWith('AWS::SSM::Parameter::'))
    .map(([id]) => id);
  const resources = record(document['Resources']);
  const dynamic = [`{{resolve:ssm:${name}}}`, `{{resolve:ssm:${name}:`];
  const text = JSON.stringify(resources);
  const isTaken = own.some((id) => text.includes(id)) || dynamic.some((reference) => text.includes(reference));
  return isTaken ? record(withMark(resources, { own, dynamic, mark })) : undefined;
}

interface Taking {
  /** Parameters of the template. */
  readonly own: readonly string[];
  /** How dynamic references start. */
  readonly dynamic: readonly string[];
  readonly mark: string;
}

function withMark(value: unknown, taking: Taking): unknown {
  const { own, dynamic, mark } = taking;
  if (typeof value === 'string') {
    const substituted = own.reduce((text, id) => text.replaceAll(`\${${id}}`, `\${${id}}${mark}`), value);
    return dynamic.reduce((text, reference) => text.replaceAll(reference, `${mark}${reference}`), substituted);
  }
  if (Array.isArray(value)) return value.map((item) => withMark(item, taking));
  if (value === null || typeof value !== 'object') return value;
  const { Ref: target } = record(value);
  if (typeof target === 'string' && own.includes(target)) return { Ref: `${target}${mark}` };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withMark(item, taking)]));
}
