import { blocks, dig, record, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { guardrailLines } from './guardrail-lines.js';
import type { dataSettings } from './settings.js';
import { shortText } from './text.js';

/** A page of blocks, each a headline and what there is to say under it. */
export function page(blocks: readonly (readonly string[])[]): string {
  return `${blocks.map(([head, ...lines]) => [head, ...lines.map((line) => `  ${line}`)].join('\n')).join('\n\n')}\n`;
}

/** What there is to say of each stack; those of which there is nothing are left out. */
export function linesOf(stacks: readonly SynthesizedStack[], lines: (stack: SynthesizedStack) => string[]): string[][] {
  return stacks.map((stack) => [headline(stack), ...lines(stack)]).filter((block) => block.length > 1);
}

export function headline(stack: SynthesizedStack): string {
  if (stack.app === 'aws') return `${stack.name}: aws ${stack.account} ${stack.region}${stack.terminationProtection === true ? ', protected' : ''}`;
  const [backend = 'none'] = Object.keys(record(dig(stack.document, 'terraform', 'backend')));
  const providers = Object.values(record(dig(stack.document, 'terraform', 'required_providers')));
  return `${stack.name}: state in ${backend}, ${providers.map((provider) => `${dig(provider, 'source')} ${dig(provider, 'version')}`).join(', ')}`;
}

/** Values of the settings of each resource that has some; `-` where one is not set. */
export function settingLines(stack: SynthesizedStack, settings: typeof dataSettings): string[] {
  return stack.resources.flatMap((resource) => {
    const shown = (settings[resource.type] ?? []).flatMap((path) => valuesAt(resource.properties, path));
    if (shown.length === 0) return [];
    return [
      `${resource.type} ${resource.id.replace(`${resource.type}.`, '')}`,
      ...shown.map(([path, value]) => `  ${path} = ${value === undefined ? '-' : shortText(value)}`),
      ...(resource.type === 'AWS::Bedrock::Guardrail' ? guardrailLines(resource.properties).map((line) => `  ${line}`) : []),
    ];
  });
}

/** The value at a path, or one for each container of a task: a sidecar has an image of its own. */
function valuesAt(properties: Readonly<Record<string, unknown>>, path: string): [path: string, value: unknown][] {
  const [list = '', ...rest] = path.split('.');
  const items = blocks(properties[list]);
  if (list !== 'ContainerDefinitions' || items.length < 2) return [[path, dig(properties, ...path.split('.'))]];
  return items.map((item) => [`${list}[${shortText(item['Name'])}].${rest.join('.')}`, dig(item, ...rest)]);
}
