import { describe, expect, it } from 'vitest';
import { rowOf } from '../../../catalogue/rows.js';
import { rule } from '../../../policy/cost/watched.js';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';
import { evidenceOf } from '../../support/synthesized.js';
import { type Edit, topologies, topologyWith } from '../../support/topologies.js';

const shared = 'aws: {prod: {usdPerMonth: 520000}, supply: {usdPerMonth: 900}}';
const amounts = (aws: string): Edit => [shared, `aws: {${aws}}`];

describe(rule.id, () => {
  it.each(topologies)('finds every tagged cost of %s under a budget', (_, file) => expect(findings(rule, [], file)).toEqual([]));

  it('refuses a workload without a budget', () => {
    expect(topologyFindings(rule, [['    budget: {usdPerMonth: 140000}\n', '']])).toMatchObject([
      { path: 'workloads.variable.budget', severity: 'error', message: 'variable has no budget, so nobody hears what it costs.' },
    ]);
  });

  it('asks for an amount where a fleet of several workloads is, and names what costs there', () => {
    const [found, ...others] = topologyFindings(rule, [amounts('supply: {usdPerMonth: 900}')]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ path: 'finance.sharedBudgets.aws.prod', severity: 'error' });
    expect(found?.message).toBe(
      'accounts.aws.prod, gateway.zones, gateway.zones.any, gateway.zones.eu, gateway.zones.us, hosts.eu-fleet, hosts.us-bedrock, networks.eu, networks.us cost money in prod (aws) under the tag workload=shared, which no budget counts.',
    );
    expect(found?.fix).toContain('finance.sharedBudgets.aws.prod: {usdPerMonth:');
  });

  it('asks for one where only weights are brought in, and in the other clouds', () => {
    const without: Edit = [`  sharedBudgets:\n    ${shared}\n    google: {search: {usdPerMonth: 400}}\n    azure: {dev: {usdPerMonth: 50}}\n`, ''];
    expect(topologyFindings(rule, [without]).map(({ path }) => path)).toEqual([
      'finance.sharedBudgets.aws.prod',
      'finance.sharedBudgets.aws.supply',
      'finance.sharedBudgets.azure.dev',
      'finance.sharedBudgets.google.search',
    ]);
  });

  it('refuses an amount that watches nothing: policies cost nothing, and a project of another topology has a budget there', () => {
    expect(topologyFindings(rule, [amounts('prod: {usdPerMonth: 520000}, supply: {usdPerMonth: 900}, management: {usdPerMonth: 1}')])).toMatchObject([
      { path: 'finance.sharedBudgets.aws.management', message: expect.stringContaining('Allowed here: prod, supply.') },
    ]);
    const notOurs: Edit = ['billingAccount: 000000-000000-000000\n      owns: true', 'billingAccount: 000000-000000-000000'];
    expect(topologyFindings(rule, [notOurs])).toMatchObject([{ path: 'finance.sharedBudgets.google.search' }]);
  });

  const budget = (document: Written, name: string): Json =>
    Object.values<Json>(document.Resources).find(({ Properties }) => Properties?.Budget?.BudgetName === name)?.Properties.Budget;

  it.each<[string, string, (document: Written) => void, string]>([
    [
      'a budget of another tag',
      'prod-aws-finance',
      (d) => (budget(d, 'acme-shared').FilterExpression.Tags.Values = ['share']),
      'prod (aws) cost money under the tag workload=shared',
    ],
    ['a budget of another key', 'prod-aws-finance', (d) => (budget(d, 'acme-variable').FilterExpression.Tags.Key = 'owner'), 'workload=variable'],
    [
      'a filter of a form that nobody emits',
      'prod-aws-finance',
      (d) => (budget(d, 'acme-shared').FilterExpression = { Not: budget(d, 'acme-shared').FilterExpression }),
      'workload=shared',
    ],
    [
      'a budget of another project',
      'google-foundation-search',
      (d) => eachBudget(d, (one) => (one.budget_filter.projects = ['projects/1'])),
      'search (google)',
    ],
    [
      'a tag of Azure',
      'azure-finance',
      (d) => eachOf(d, 'azurerm_consumption_budget_subscription', (one) => (one.filter.tag[0].name = 'owner')),
      'dev (azure)',
    ],
    [
      'a resource that claims a workload that nobody has',
      'aws-network-eu',
      (d) => (resourceOf(d, 'AWS::EC2::VPC').Tags.find(({ Key }: Json) => Key === 'workload').Value = 'ghost'),
      'workload=ghost',
    ],
  ])('refuses %s', (_, stack, change, message) => {
    const found = findingsAfter(rule, stack, change);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map((one) => one.message).join('\n')).toContain(message);
  });

  it('takes a budget of everything in the project for one of each label', () => {
    const only = (document: Written) => {
      const all = (document as Json).resource.google_billing_budget;
      for (const id of Object.keys(all)) if (id.includes('Shared')) delete all[id];
    };
    expect(findingsAfter(rule, 'google-foundation-search', only)).toEqual([]);
  });
});

const eachOf = (document: Written, type: string, change: (one: Json) => void) => {
  for (const one of Object.values<Json>((document as Json).resource[type])) change(one);
};
const eachBudget = (document: Written, change: (one: Json) => void) => eachOf(document, 'google_billing_budget', change);

/** By hand, and not by what the rule reads: which budgets there are, and what each counts. */
describe('every tagged cost of every topology', () => {
  const neverBilled = ['AWS::CE::CostCategory', 'AWS::IAM::Role', 'AWS::Organizations::Policy', 'azurerm_user_assigned_identity'];

  it.each(topologies)('of %s falls under a budget of its account', (_, file) => {
    const loaded = topologyWith([], file);
    const { aws = [], terraform = [] } = evidenceOf(loaded);
    const place = (name: string) => name.replace(/-(aws|google|azure)-.*/, '');
    const all = [...aws, ...terraform].flatMap(({ name, resources }) =>
      resources.map((resource) => ({ ...resource, account: `${place(name)} ${name.match(/-(aws|google|azure)-/)?.[1]}` })),
    );
    const counted = all.flatMap(({ type, properties, account }: Json) => {
      if (type === 'AWS::Budgets::Budget') return properties.Budget.FilterExpression.Tags.Values.map((value: string) => `${account} ${value}`);
      if (type === 'azurerm_consumption_budget_subscription') return properties.filter.tag[0].values.map((value: string) => `${account} ${value}`);
      if (type === 'google_billing_budget') return [`${account} ${properties.budget_filter.labels?.workload ?? 'everything'}`];
      return [];
    });
    const tagged = all.flatMap(({ type, properties, account, id }: Json) => {
      const { Tags, tags, labels, user_labels } = properties;
      const listed = Array.isArray(Tags) ? Tags.find(({ Key }: Json) => Key === 'workload')?.Value : Tags?.workload;
      const workload = listed ?? tags?.workload ?? labels?.workload ?? user_labels?.workload;
      return workload === undefined || neverBilled.includes(type) ? [] : [{ account, workload, id }];
    });
    expect(tagged.length).toBeGreaterThan(20);
    const missing = tagged.filter(({ account, workload }) => !counted.includes(`${account} ${workload}`) && !counted.includes(`${account} everything`));
    expect(missing).toEqual([]);
  });

  it('leaves out what no cloud bills, and nothing else', () => {
    for (const type of neverBilled) expect(rowOf(type)?.tags).toMatchObject({ bill: 'free' });
    expect(rowOf('AWS::EC2::VPC')?.tags).not.toHaveProperty('bill');
  });
});
