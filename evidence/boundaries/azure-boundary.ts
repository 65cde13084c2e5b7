import { azurePolicy } from '../../facts/azure.js';
import { hostsOn } from '../../hosts/select.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import { blocks, dig, type Resource, record, type SynthesizedStack } from '../synthesized/stack.js';
import type { BoundaryProblem } from './boundary-problem.js';
import { differences } from './value-differences.js';

const accounts = 'Microsoft.CognitiveServices/accounts';
const otherSkus = { type: `${accounts}/deployments`, field: `${accounts}/deployments/sku.name`, notIn: "[parameters('allowedSkus')]" };
const publicAccess = { type: accounts, field: `${accounts}/publicNetworkAccess`, notEquals: 'Disabled' };

/** Where the policy assignments on owned Azure subscriptions differ from what is used in them. */
export function* azureBoundary(stacks: readonly SynthesizedStack[], topology: Topology): Iterable<BoundaryProblem> {
  const azure = stacks.filter(({ cloud }) => cloud === 'azure');
  const resources = azure.flatMap((stack) => stack.resources);
  const owned = sortedEntries(topology.accounts.azure).filter(([, { owns }]) => owns);
  for (const exemption of resources.filter(({ type }) => /^azurerm_.*policy_exemption$/.test(type))) {
    yield { resource: exemption, message: `${exemption.id} exempts from a policy. Allowed: none.` };
  }
  for (const [alias, { subscription }] of owned) {
    if (!hostsOn(topology, 'azure').some(([, { account }]) => account === alias)) continue;
    const inSubscription = resources.filter(({ stack }) => dig(record(stack.document['provider'])['azurerm'], 'subscription_id') === subscription);
    const assignments = inSubscription.filter(
      ({ type, properties }) => type === 'azurerm_subscription_policy_assignment' && properties['subscription_id'] === `/subscriptions/${subscription}`,
    );
    const deployments = inSubscription.filter(({ type }) => type === 'azurerm_cognitive_deployment').map(({ properties }) => properties);
    const locations = inSubscription.map(({ properties }) => properties['location']).filter(isRegion);
    const skus = deployments.map((deployment) => String(dig(deployment, 'sku', 'name')));
    const models = deployments.map((deployment) => `/models/${dig(deployment, 'model', 'name')}/versions/${dig(deployment, 'model', 'version')}`);

    for (const [what, definition, parameter, used] of [
      ['location', builtIn('allowed-locations'), 'listOfAllowedLocations', locations.map(String)],
      ['location of groups', builtIn('allowed-group-locations'), 'listOfAllowedLocations', locations.map(String)],
      ['model', builtIn('approved-models'), 'allowedAssetIds', models],
      ['sku', definitionThatDenies(inSubscription, otherSkus), 'allowedSkus', skus],
    ] as const) {
      const assignment = assignments.find(({ properties }) => definition !== undefined && properties['policy_definition_id'] === definition);
      const allowed = assignment && parametersOf(assignment)[parameter];
      const problems = [...differences(what, Array.isArray(allowed) ? allowed.map(String) : undefined, [...new Set(used)]), ...weaknesses(assignment)];
      for (const problem of problems) {
        yield { account: alias, ...(assignment && { resource: assignment }), message: `The boundary of ${alias} ${problem}.` };
      }
    }
    for (const [what, definition, effect] of [
      // By itself the built-in one only reports.
      ['accounts that answer keys', builtIn('no-local-auth'), 'Deny'],
      ['accounts that answer the internet', definitionThatDenies(inSubscription, publicAccess), undefined],
    ] as const) {
      const assignment = assignments.find(({ properties }) => definition !== undefined && properties['policy_definition_id'] === definition);
      const reports = assignment !== undefined && effect !== undefined && parametersOf(assignment)['effect'] === undefined;
      const problems =
        assignment === undefined ? [`lets ${what} in`] : [...weaknesses(assignment), ...(reports ? ['reports instead of denying (no effect)'] : [])];
      for (const problem of problems) {
        yield { account: alias, ...(assignment && { resource: assignment }), message: `The boundary of ${alias} ${problem}.` };
      }
    }
  }
}

/** The policy itself leaves out what is in no region, and so says its text: https://learn.microsoft.com/azure/governance/policy/samples/built-in-policies */
function isRegion(location: unknown): boolean {
  return typeof location === 'string' && !location.includes('${') && location !== 'global';
}

function builtIn(use: string): string | undefined {
  const id = azurePolicy(use)?.id;
  return id && `/providers/Microsoft.Authorization/policyDefinitions/${id}`;
}

/** Reference to the definition that denies whatever of a type meets one condition; undefined when none does. */
function definitionThatDenies(resources: readonly Resource[], { type: on, ...condition }: Readonly<Record<string, string>>): string | undefined {
  const definition = resources.find(({ type, properties }) => {
    const rule = parsed(properties['policy_rule']);
    const denies = String(dig(rule, 'then', 'effect')).toLowerCase() === 'deny';
    const conditions = blocks(dig(rule, 'if', 'allOf'));
    const onType = conditions.some((one) => one['field'] === 'type' && one['equals'] === on);
    const onField = conditions.some((one) => Object.entries(condition).every(([key, value]) => one[key] === value));
    // A third condition would spare what does not meet it; `Indexed` never sees a deployment.
    return type === 'azurerm_policy_definition' && properties['mode'] === 'All' && denies && conditions.length === 2 && onType && onField;
  });
  return definition && `\${${definition.id}.id}`;
}

/** What makes an assignment stop less than it lists. */
function weaknesses(assignment: Resource | undefined): string[] {
  if (assignment === undefined) return [];
  const { properties } = assignment;
  const { effect, allowedPublishers } = parametersOf(assignment);
  const exceptions = ['not_scopes', 'overrides', 'resource_selectors'].filter(
    (field) => properties[field] !== undefined && [properties[field]].flat().length > 0,
  );
  return [
    ...(properties['enforce'] === undefined || properties['enforce'] === true ? [] : ['is not enforced (enforce)']),
    ...(effect === undefined || effect === 'Deny' ? [] : [`reports instead of denying (effect ${String(effect)})`]),
    ...(Array.isArray(allowedPublishers) && allowedPublishers.length > 0 ? [`lets through every model of ${allowedPublishers.join(', ')}`] : []),
    ...(exceptions.length > 0 ? [`leaves something out (${exceptions.join(', ')})`] : []),
  ];
}

function parametersOf({ properties }: Resource): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parsed(properties['parameters'])).map(([name, parameter]) => [name, record(parameter)['value']]));
}

/** JSON inside a Terraform string; anything else is empty. */
function parsed(json: unknown): Record<string, unknown> {
  try {
    return record(JSON.parse(String(json)));
  } catch {
    return {};
  }
}
