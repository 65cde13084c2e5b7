import { azurePolicy } from '../../facts/azure.js';
import { hostsOn } from '../../hosts/select.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import { blocks, dig, type Resource, record, type SynthesizedStack } from '../synthesized/stack.js';
import type { BoundaryProblem } from './boundary-problem.js';
import { differences } from './value-differences.js';

const skuField = 'Microsoft.CognitiveServices/accounts/deployments/sku.name';

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
    const locations = inSubscription.map(({ properties }) => properties['location']).filter((value) => typeof value === 'string' && !value.includes('${'));
    const skus = deployments.map((deployment) => String(dig(deployment, 'sku', 'name')));
    const models = deployments.map((deployment) => `/models/${dig(deployment, 'model', 'name')}/versions/${dig(deployment, 'model', 'version')}`);

    for (const [what, definition, parameter, used] of [
      ['location', builtIn('allowed-locations'), 'listOfAllowedLocations', locations.map(String)],
      ['model', builtIn('approved-models'), 'allowedAssetIds', models],
      ['sku', skuDefinition(inSubscription), 'allowedSkus', skus],
    ] as const) {
      const assignment = assignments.find(({ properties }) => definition !== undefined && properties['policy_definition_id'] === definition);
      const allowed = assignment && parametersOf(assignment)[parameter];
      const problems = [...differences(what, Array.isArray(allowed) ? allowed.map(String) : undefined, [...new Set(used)]), ...weaknesses(assignment)];
      for (const problem of problems) {
        yield { account: alias, ...(assignment && { resource: assignment }), message: `The boundary of ${alias} ${problem}.` };
      }
    }
  }
}

function builtIn(use: string): string | undefined {
  const id = azurePolicy(use)?.id;
  return id && `/providers/Microsoft.Authorization/policyDefinitions/${id}`;
}

/** Reference to the definition that denies each sku but the allowed ones; undefined when none does. */
function skuDefinition(resources: readonly Resource[]): string | undefined {
  const definition = resources.find(({ type, properties }) => {
    const rule = parsed(properties['policy_rule']);
    const denies = String(dig(rule, 'then', 'effect')).toLowerCase() === 'deny';
    const conditions = blocks(dig(rule, 'if', 'allOf'));
    const onType = conditions.some((condition) => condition['field'] === 'type' && condition['equals'] === skuField.slice(0, -'/sku.name'.length));
    const onSku = conditions.some((condition) => condition['field'] === skuField && condition['notIn'] === "[parameters('allowedSkus')]");
    // A third condition would spare what does not meet it; `Indexed` never sees a deployment.
    return type === 'azurerm_policy_definition' && properties['mode'] === 'All' && denies && conditions.length === 2 && onType && onSku;
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
