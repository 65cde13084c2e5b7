import type { Outputs } from '../../topology/outputs.js';
import { isText, renderedText } from '../synthesized/rendered-text.js';
import { record, type SynthesizedStack } from '../synthesized/stack.js';

/**
 * What a stack prints as text, by the name of the output, with `reference` for each attribute of a resource in it: one name that the cloud gives. What is
 * nothing but such an attribute is left out: it is the resource's own.
 */
export function printedValues({ app, document, resources }: SynthesizedStack): ReadonlyMap<string, string> {
  const outputs = Object.entries(record(document[app === 'aws' ? 'Outputs' : 'output']));
  const own = new Set(resources.map(({ id }) => id));
  const values = outputs.flatMap(([name, output]): [string, unknown][] => {
    const value = record(output)[app === 'aws' ? 'Value' : 'value'];
    return isText(value)
      ? [[name, value]]
      : [[name, undefined], ...Object.entries(record(value)).map(([key, one]): [string, unknown] => [`${name}.${key}`, one])];
  });
  const texts = values.flatMap(([name, value]): [string, string][] => {
    if (!isText(value)) return [];
    const text = renderedText(value);
    const isOwn = (reference: string) => own.has(reference.split('.')[0] ?? '') || own.has(reference.split('.').slice(0, 2).join('.'));
    const [, whole] = /^\$\{([\w.-]+)\}$/.exec(text) ?? [];
    if (whole !== undefined && isOwn(whole)) return [];
    return [[name, text.replaceAll(/\$\{([\w.-]+)\}/g, (all, reference) => (isOwn(reference) ? 'reference' : all))]];
  });
  return new Map(texts);
}

/** What is made of text, as the name of a service in a region is. Everything else that a host's stack prints is an attribute of a resource. */
const mayBeText = /^(searchHost|servingConfig|groundingConfig|modelArmorHost|GuardrailDefinition|endpointDns-(blue|green))$/;

/** Names of what a stack prints as text though it is an attribute of a resource. */
export function spelledOut(printed: ReadonlyMap<string, string>): string[] {
  return [...printed.keys()].filter((name) => !mayBeText.test(name));
}

/** Those of the stacks of a host, as the outputs file names them: `endpointDns-blue` is of a slot, and CloudFormation has capital letters. */
export function hostValuesIn(printed: ReadonlyMap<string, string>): NonNullable<Outputs['hosts']>[string] {
  const values: Record<string, unknown> = {};
  const deployments: Record<string, Record<string, string>> = {};
  for (const [name, value] of printed) {
    const [, field, slot] = /^(\w+)-(blue|green)$/.exec(name) ?? [];
    const key = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    if (slot !== undefined && field !== undefined) deployments[slot] = { ...deployments[slot], [field]: value };
    else if (key === 'guardrailId') values['guardrail'] = { id: value };
    else if (key.startsWith('profile')) values['profiles'] = { ...record(values['profiles']), [key]: value };
    else values[key] = value;
  }
  return { ...values, deployments };
}

/** Those of the foundation of a project: `audience-<workload>` and `serviceAccount-<workload>`. */
export function identitiesIn(printed: ReadonlyMap<string, string>): NonNullable<Outputs['identities']>[string] {
  const found: Record<string, Record<string, string>> = {};
  for (const [name, value] of printed) {
    const [, field, workload] = /^(audience|serviceAccount)-(.+)$/.exec(name) ?? [];
    if (field !== undefined && workload !== undefined) found[workload] = { ...found[workload], [field]: value };
  }
  return found;
}
