import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/residency/org-boundary.js';
import type { Json, Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';

type Assignments = Record<string, Json>;

/** Messages after an edit of the assignment whose name ends so. */
function after(suffix: string, change: (assignment: Json, assignments: Assignments, id: string, document: Written) => void): string[] {
  const found = findingsAfter(rule, 'azure-account', (document) => {
    const assignments: Assignments = document.resource.azurerm_subscription_policy_assignment;
    const id = Object.keys(assignments).find((key) => assignments[key].name === `acme-${suffix}`) ?? '';
    change(assignments[id], assignments, id, document);
  });
  return found.map(({ path, message }) => `${path}: ${message}`);
}
const parameter = (name: string, change: (value: Json) => unknown) => (assignment: Json) => {
  const parameters = JSON.parse(assignment.parameters);
  parameters[name].value = change(parameters[name].value);
  assignment.parameters = JSON.stringify(parameters);
};
const definition = (change: (definition: Json, rule: Json) => void) => (_: Json, __: Json, ___: Json, document: Written) => {
  const found = Object.values<Json>(document.resource.azurerm_policy_definition).find(({ name }) => name.endsWith('-deployment-skus'));
  const policyRule = JSON.parse(found.policy_rule);
  change(found, policyRule);
  found.policy_rule = JSON.stringify(policyRule);
};

describe('residency/org-boundary on Azure', () => {
  it('accepts what hosts use', () => {
    expect(findings(rule)).toEqual([]);
    expect(findings(rule, [], 'examples/hosted-only.yaml')).toEqual([]);
  });

  it.each<[string, string, (assignment: Json, assignments: Assignments, id: string, document: Written) => void, string]>([
    ['a location too many', 'locations', parameter('listOfAllowedLocations', (value) => [...value, 'westeurope']), 'lets through location westeurope'],
    ['a location too few', 'locations', parameter('listOfAllowedLocations', () => ['westeurope']), 'stops location swedencentral'],
    ['a sku too many', 'skus', parameter('allowedSkus', (value) => [...value, 'DataZoneStandard']), 'lets through sku DataZoneStandard'],
    ['a sku too few', 'skus', parameter('allowedSkus', () => []), 'stops sku GlobalStandard'],
    [
      'a model too many',
      'models',
      parameter('allowedAssetIds', (value) => [...value, '/models/gpt-4o/versions/1']),
      'lets through model /models/gpt-4o/versions/1',
    ],
    [
      'another version of the model',
      'models',
      parameter('allowedAssetIds', () => ['/models/Llama-3.3-70B-Instruct/versions/1']),
      'stops model /models/Llama-3.3-70B-Instruct/versions/9',
    ],
    ['every model of a publisher', 'models', parameter('allowedPublishers', () => ['Meta']), 'lets through every model of Meta'],
    ['a report', 'models', parameter('effect', () => 'Audit'), 'reports instead of denying'],
    ['an assignment that is not enforced', 'locations', (assignment) => (assignment.enforce = false), 'is not enforced'],
    [
      'an assignment with exceptions',
      'skus',
      (assignment) => (assignment.not_scopes = ['/subscriptions/x/resourceGroups/y']),
      'leaves something out (not_scopes)',
    ],
    [
      'an assignment for some regions',
      'models',
      (assignment) => (assignment.resource_selectors = [{ name: 'few' }]),
      'leaves something out (resource_selectors)',
    ],
    ['keys that are only reported', 'local-auth', parameter('effect', () => 'Audit'), 'reports instead of denying'],
    ['keys by the default of the definition', 'local-auth', (assignment) => delete assignment.parameters, 'reports instead of denying (no effect)'],
    ['keys', 'local-auth', (_, assignments, id) => delete assignments[id], 'lets accounts that answer keys in'],
    ['public access', 'public-access', (_, assignments, id) => delete assignments[id], 'lets accounts that answer the internet in'],
    ['groups anywhere', 'group-locations', (_, assignments, id) => delete assignments[id], 'limits no location of groups'],
    ['no assignment', 'locations', (_, assignments, id) => delete assignments[id], 'limits no location'],
    ['an assignment elsewhere', 'skus', (assignment) => (assignment.subscription_id = '/subscriptions/11111111-1111-4111-8111-111111111111'), 'limits no sku'],
    ['a definition that audits', 'skus', definition((_, policyRule) => (policyRule.then.effect = 'audit')), 'limits no sku'],
    ['a definition that never sees a deployment', 'skus', definition((found) => (found.mode = 'Indexed')), 'limits no sku'],
    ['a definition with a third condition', 'skus', definition((_, policyRule) => policyRule.if.allOf.push({ field: 'name', like: 'x*' })), 'limits no sku'],
    [
      'an exemption',
      'skus',
      (_, __, ___, document) => (document.resource.azurerm_subscription_policy_exemption = { waved: { name: 'waved', exemption_category: 'Waiver' } }),
      'exempts from a policy',
    ],
  ])('refuses %s', (_, suffix, change, message) => {
    expect(after(suffix, change)).toContainEqual(expect.stringContaining(message));
  });
});
