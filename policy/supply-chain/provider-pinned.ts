import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { dig, record, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { providerPins } from '../../facts/providers.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'supply-chain/provider-pinned',
  severity: 'error',
  title: 'Every Terraform provider is required in exactly the version that facts name.',
  why: 'A provider runs with the rights of the deployment. A range lets a new release, or a trojaned one, in at the next init, and the fields in this output were checked against one version only.',
  fix: 'Require the version of facts/providers.yaml. To move to another, change it there and check the emitted fields against its documentation.',
  source: 'Terraform language, provider requirements',

  *stack(stack) {
    if (stack.app !== 'terraform') return;
    const terraform = record(stack.document['terraform']);
    const required = record(terraform['required_providers']);
    for (const name of usedProviders(stack)) {
      if (required[name] === undefined) yield { path: stack.origin, stack, message: `${stack.name} uses provider ${name} without requiring a version of it.` };
    }
    for (const [name, requirement] of Object.entries(required)) {
      const problem = problemOf(name, record(requirement));
      if (problem !== undefined) yield { path: stack.origin, stack, message: `${stack.name} ${problem}` };
    }
    const own = terraform['required_version'];
    if (own !== undefined && !/^(=\s*|~>\s*\d+\.)?\d+\.\d+(\.\d+)?$/.test(renderedText(own))) {
      yield {
        path: stack.origin,
        stack,
        message: `${stack.name} requires Terraform ${renderedText(own)}. Allowed: one version, or ~> with a patch level.`,
        fix: 'Bound required_version above.',
      };
    }
  },
};

const pins = new Map(providerPins().map((pin) => [pin.registry, pin]));

function problemOf(name: string, requirement: Record<string, unknown>): string | undefined {
  const source = renderedText(requirement['source'] ?? name);
  const pin = pins.get(source.replace(/^registry\.terraform\.io\//, '').replace(/^(?=[^/]+$)/, 'hashicorp/'));
  if (pin === undefined) return `requires provider ${source}, which facts do not know. Allowed: ${[...pins.keys()].join(', ')}.`;
  const version = renderedText(requirement['version'] ?? 'any version');
  return version.replace(/^=\s*/, '') === pin.version ? undefined : `requires ${source} ${version}. Allowed: exactly ${pin.version}.`;
}

/** Local names of providers that the module configures, or whose resources and data sources it holds. */
function usedProviders(stack: SynthesizedStack): Set<string> {
  const types = [...stack.resources.map((resource) => resource.type), ...Object.keys(record(stack.document['data']))];
  // Terraform's own built-in provider has no version.
  const implied = types.map((type) => type.split('_')[0] ?? type).filter((name) => name !== 'terraform');
  return new Set([...Object.keys(record(dig(stack.document, 'provider'))), ...implied].sort());
}
