import { isText, renderedText } from './rendered-text.js';
import { record } from './stack.js';

/** Lists whose order means nothing: sets in IAM, in CloudFormation and in the providers. */
const setNames = new Set(
  [
    ...['Action', 'NotAction', 'Resource', 'NotResource', 'AWS', 'Service', 'Federated', 'ManagedPolicyArns', 'DependsOn', 'depends_on'],
    ...['SecurityGroups', 'SecurityGroupIds', 'SecurityGroupIngress', 'SecurityGroupEgress', 'SubnetIds', 'Subnets', 'RouteTableIds', 'AvailabilityZones'],
    ...['members', 'permissions', 'allowed_values', 'denied_values', 'source_ranges', 'destination_ranges', 'included_permissions', 'identity_ids'],
    ...['restricted_services', 'vpc_allowed_services', 'allowed_services', 'resources', 'access_levels', 'actions', 'not_actions', 'data_actions'],
    ...['source_address_prefixes', 'destination_address_prefixes', 'Tags', 'ResourceTags', 'TagList'],
  ].map((name) => name.toLowerCase()),
);

export function isSetName(name: string): boolean {
  return setNames.has(name.toLowerCase());
}

/** A value written so that equal meaning gives equal text: keys sorted, sets sorted, policy statements in any order. */
export function canonical(value: unknown, name = ''): string {
  if (isText(value)) return JSON.stringify(renderedText(value));
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item));
    return `[${(isSetName(name) || name === 'Statement' ? items.sort() : items).join(',')}]`;
  }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(record(value)).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(asSet(key, item), key)}`).join(',')}}`;
  }
  // CloudFormation and Terraform take numbers and switches as text, and frameworks write either.
  return value === undefined ? '' : JSON.stringify(String(value));
}

/** One action and a list of one action are the same statement. */
function asSet(key: string, item: unknown): unknown {
  return /^(Not)?(Action|Resource)$/.test(key) && !Array.isArray(item) ? [item] : item;
}

export function sameMeaning(a: unknown, b: unknown, name = ''): boolean {
  return a === b || canonical(asSet(name, a), name) === canonical(asSet(name, b), name);
}
