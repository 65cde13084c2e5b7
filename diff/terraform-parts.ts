import { canonical } from '../evidence/synthesized/canonical.js';
import { record, type SynthesizedStack } from '../evidence/synthesized/stack.js';
import type { Draft } from './change.js';
import { differences } from './values.js';

const parts = ['provider', 'data', 'variable', 'output', 'locals', 'removed', 'import', 'check'] as const;

/** What a module holds besides resources; versions of providers and the place of the state among it. */
export function partChanges(before: SynthesizedStack, after: SynthesizedStack): Draft[] {
  const base = { cloud: after.cloud, stack: after.name, origin: after.origin } as const;
  const [was, is] = [record(before.document['terraform']), record(after.document['terraform'])];
  const settings = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  const drafts = [
    ...settings.map((key) => [`terraform.${key}`, was[key], is[key]] as const),
    ...parts.map((part) => [part, before.document[part], after.document[part]] as const),
  ];
  return drafts.flatMap(([id, from, to]): Draft[] => {
    if (canonical(from) === canonical(to)) return [];
    const nothing = Array.isArray(from ?? to) ? [] : {};
    const properties = differences(from ?? nothing, to ?? nothing);
    return [{ ...base, id, type: id, action: 'update', properties, why: reasons[id] ?? '' }];
  });
}

const reasons: Readonly<Record<string, string>> = {
  'terraform.backend': 'the state is read from another place: `terraform init -migrate-state` moves it, without it everything is created again',
  'terraform.required_providers': 'another provider version reads the same module: plan with it before the merge',
  removed: 'what it names leaves the state',
  import: 'what it names is adopted rather than created',
};
