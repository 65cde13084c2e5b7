import { harmless, type Kind, real } from '../kind.js';
import { decidingStrings, edit } from '../places.js';

const regions: readonly (readonly [from: RegExp, to: string])[] = [
  [/\b(eu|us)-(north|central|east|west)-\d\b/g, 'ap-southeast-1'],
  [/\b(europe|us)-(north|central|east|west)\d\b/g, 'asia-east1'],
  [/\bEUROPE-WEST\d\b/g, 'ASIA-EAST1'],
  [/^swedencentral$/g, 'eastasia'],
  [/^eu$/g, 'global'],
];

/** Text with every region in it replaced by one that no topology of the matrix names; undefined without one. */
function elsewhere(text: string): string | undefined {
  const [found] = regions.filter(([from]) => text.match(from) !== null);
  return found && text.replace(...found);
}

const accounts = /\b(?!0{12})\d{12}\b/g;
const foreignAccount = '999988887777';

export const locations: readonly Kind[] = [
  real('region or location changed', function* (stack) {
    for (const [at, text] of decidingStrings(stack)) if (text.length < 400) yield* edit(stack, at, elsewhere(text));
  }),
  real('account or project changed', function* (stack) {
    for (const [at, text] of decidingStrings(stack)) {
      if (text.length > 400) continue;
      yield* edit(stack, at, text.replace(accounts, foreignAccount));
      yield* edit(stack, at, text.replace(/\b(acme-llama-[a-z]+|retail-llama-models)\b/, 'stranger-project'));
      yield* edit(stack, at, text.replace('/subscriptions/00000000-', '/subscriptions/99999999-'));
    }
  }),
  real('stack deployed elsewhere', function* ({ region, account }) {
    if (region === undefined || account === undefined) return;
    yield { at: [], to: undefined, facts: { region: 'ap-southeast-1' } };
    yield { at: [], to: undefined, facts: { account: foreignAccount } };
  }),
  real('stack removed', function* () {
    yield { at: [], to: undefined, absent: true };
  }),
  harmless('description that names another region', function* (stack) {
    if (stack.app === 'aws') yield { at: ['Description'], to: 'Was in us-west-2 and asia-east1 before 2026' };
    for (const { type, id, properties } of stack.resources) {
      const key = Object.keys(properties).find((name) => /^(description|Description|display_name)$/.test(name));
      if (key === undefined || !describes(type)) continue;
      const at = stack.app === 'aws' ? ['Resources', id, 'Properties', key] : ['resource', type, id.slice(type.length + 1), key];
      yield { at, to: 'Was in us-west-2 and asia-east1' };
    }
  }),
];

/** Types whose description is for people alone. A guardrail version's says what it is a version of. */
function describes(type: string): boolean {
  return /^(AWS::(KMS::Key|IAM::Role|SecretsManager::Secret|Lambda::Function|Events::Rule|Organizations::Policy)|google_(service_account|dns_managed_zone|discovery_engine_.*))$/.test(
    type,
  );
}
