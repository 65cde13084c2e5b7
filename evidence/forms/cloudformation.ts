import { parameterName } from '../../derived/names.js';
import { type Resource, record, type SynthesizedStack } from '../synthesized/stack.js';
import type { UnknownForm } from './form.js';
import { intrinsicForms } from './intrinsics.js';

const sections: ReadonlySet<string> = new Set(['Description', 'Metadata', 'Parameters', 'Resources', 'Rules', 'Outputs']);
const attributes: ReadonlySet<string> = new Set(['Type', 'Properties', 'Metadata', 'DependsOn', 'DeletionPolicy', 'UpdateReplacePolicy']);
const policies: ReadonlySet<unknown> = new Set(['Retain', 'RetainExceptOnCreate', 'Delete', undefined]);
/** Notes that services act on, such as AWS::CloudFormation::Init; any other is for people and tools. */
const instructions = /^AWS::/;

/** What a template of this topology has that no template of ours has. */
export function* templateForms(stack: SynthesizedStack, topology: string): Iterable<UnknownForm> {
  const { document } = stack;
  for (const section of Object.keys(document)) {
    if (!sections.has(section)) yield { found: `has the section ${section}`, allowed: [...sections].join(', '), decides: true };
  }
  for (const form of noteForms(document['Metadata'])) yield { ...form, decides: true };
  for (const rule of Object.keys(record(document['Rules']))) {
    if (rule !== 'CheckBootstrapVersion') yield { found: `has the rule ${rule}`, allowed: 'CheckBootstrapVersion', decides: true };
  }
  for (const [name, parameter] of Object.entries(record(document['Parameters']))) yield* parameterForms(name, record(parameter), topology);
  const resources = new Set(Object.keys(record(document['Resources'])));
  const known = { resources, parameters: new Set(Object.keys(record(document['Parameters']))) };
  for (const [name, output] of Object.entries(record(document['Outputs']))) {
    const extra = Object.keys(record(output)).filter((key) => key !== 'Value' && key !== 'Description');
    if (extra.length > 0) yield { found: `has the output ${name} with ${extra.join(', ')}`, allowed: 'Value, Description', decides: true };
    yield* intrinsicForms(record(output)['Value'], known, `output ${name}`);
  }
  for (const resource of stack.resources) {
    yield* attributeForms(resource, resources);
    for (const form of intrinsicForms(resource.properties, known)) yield { ...form, resource };
  }
}

/** A parameter is filled in by whoever deploys, unless its value is the name of a parameter that another stack of this topology writes. */
function* parameterForms(name: string, parameter: Readonly<Record<string, unknown>>, topology: string): Iterable<UnknownForm> {
  const { Type: type, Default: value, Description: _description, ...extra } = parameter;
  const own = parameterName(topology, '');
  const pinned = name === 'BootstrapVersion' ? /^\/cdk-bootstrap\/[A-Za-z0-9_-]+\/version$/.test(String(value)) : String(value).startsWith(own);
  const isStored = type === 'AWS::SSM::Parameter::Value<String>' || type === 'AWS::SSM::Parameter::Value<List<String>>';
  if (isStored && pinned && Object.keys(extra).length === 0) return;
  const rest = Object.keys(extra).map((key) => `, ${key}`);
  yield {
    found: `has the parameter ${name} of type ${String(type)} with ${value === undefined ? 'no default' : `default ${JSON.stringify(value)}`}${rest.join('')}`,
    allowed: `parameters of Systems Manager below ${own}`,
    decides: true,
  };
}

function* noteForms(notes: unknown): Iterable<UnknownForm> {
  const acted = Object.keys(record(notes)).filter((key) => instructions.test(key));
  for (const note of [...acted, ...(callsMacro(notes) ? ['Fn::Transform'] : [])])
    yield { found: `has Metadata ${note}`, allowed: 'notes that no service acts on' };
}

/** CloudFormation calls a macro wherever in a template it finds one. */
function callsMacro(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  return 'Fn::Transform' in value || Object.values(value).some(callsMacro);
}

function* attributeForms(resource: Resource, resources: ReadonlySet<string>): Iterable<UnknownForm> {
  const { definition } = resource;
  if (resource.id.startsWith('Fn::') || typeof definition['Type'] !== 'string') {
    yield { found: 'is no resource with a name and a type', allowed: 'resources written out', resource, decides: true };
    return;
  }
  for (const attribute of Object.keys(definition)) {
    if (!attributes.has(attribute)) yield { found: `has ${attribute}`, allowed: [...attributes].join(', '), resource, decides: true };
  }
  for (const policy of ['DeletionPolicy', 'UpdateReplacePolicy']) {
    if (!policies.has(definition[policy])) {
      yield { found: `has ${policy} ${JSON.stringify(definition[policy])}`, allowed: 'Retain, RetainExceptOnCreate, Delete', resource, decides: true };
    }
  }
  for (const form of noteForms(definition['Metadata'])) yield { ...form, resource };
  const awaited = definition['DependsOn'];
  for (const id of awaited === undefined ? [] : Array.isArray(awaited) ? awaited : [awaited]) {
    if (typeof id !== 'string' || !resources.has(id)) yield { found: `waits for ${JSON.stringify(id)}`, allowed: 'resources of its template', resource };
  }
}
