import { financeParts } from '../../derived/parts.js';
import { type BudgetCloud, sharedTag } from '../../derived/shared-costs.js';
import type { StackSubject } from '../../derived/stack-subject.js';
import { tagsFor } from '../../derived/tags.js';
import { cloudOf } from '../../hosts/schemas.js';
import { partSuffix } from '../../hosts/shared/workload-parts.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, hostsNamedBy, sortedEntries } from '../../topology/views.js';
import { type AnyOrder, any, anyOrder, type Form } from '../expected/differences.js';
import { fieldsDiffer, ofType } from '../expected/resources.js';
import type { Problem } from '../synthesized/problem.js';
import { dig, type Resource, type SynthesizedStack } from '../synthesized/stack.js';

/** US dollars a month, and the value of the tag that they are spent under. */
interface Amount {
  readonly usd: number;
  readonly workload: string;
}

/** By the name of the budget. */
type Amounts = ReadonlyMap<string, Amount>;

/** Budgets of a stack that differ from those declared, and those that it lacks. */
export function* budgetProblems(stack: SynthesizedStack, topology: Topology, { kind, path }: StackSubject): Iterable<Problem> {
  if (kind === 'aws-finance') yield* ofAws(stack, topology);
  if (kind === 'azure-finance') yield* ofAzure(stack, topology);
  if (kind === 'google-foundation') yield* ofGoogle(stack, topology, path.split('.')[2] ?? '');
}

function* ofAws(stack: SynthesizedStack, topology: Topology): Iterable<Problem> {
  const [alias] = Object.entries(topology.accounts.aws).find(([, { id }]) => id === stack.account) ?? [];
  const part =
    alias === undefined ? undefined : financeParts(topology, alias).find(({ number }) => stack.name.endsWith(['aws-finance', ...partSuffix(number)].join('-')));
  const own = (part?.workloads ?? []).flatMap(([workload, { budget }]) => (budget === undefined ? [] : [{ usd: budget.usdPerMonth, workload }]));
  const amounts = named(topology, [...own, ...(part?.number === 1 ? sharedAmount(topology, 'aws', alias ?? '') : [])]);
  yield* compared(stack, 'AWS::Budgets::Budget', amounts, ['Budget', 'BudgetName'], (resource, { usd, workload }) =>
    fieldsDiffer(resource, {
      Budget: {
        BudgetName: any,
        BudgetType: 'COST',
        TimeUnit: 'MONTHLY',
        BudgetLimit: { Amount: usd, Unit: 'USD' },
        FilterExpression: { Tags: { Key: 'workload', Values: [workload] } },
        Metrics: ['UnblendedCost'],
      },
      NotificationsWithSubscribers: notices(topology, (type, percent, addresses) => ({
        Notification: { NotificationType: type, ComparisonOperator: 'GREATER_THAN', Threshold: percent, ThresholdType: 'PERCENTAGE' },
        Subscribers: anyOrder(addresses.map((Address) => ({ SubscriptionType: 'EMAIL', Address }))),
      })),
    }),
  );
}

function named(topology: Topology, amounts: readonly Amount[]): Amounts {
  return new Map(amounts.map((amount) => [`${topology.name}-${amount.workload}`, amount]));
}

/** What finance lets the things cost that several workloads share. */
function sharedAmount({ finance }: Topology, cloud: BudgetCloud, alias: string): Amount[] {
  const amount = finance.sharedBudgets[cloud][alias];
  return amount === undefined ? [] : [{ usd: amount.usdPerMonth, workload: sharedTag }];
}

/** When finance is told, as shares of a budget; in any order. */
function notices(topology: Topology, form: (type: 'ACTUAL' | 'FORECASTED', percent: number, addresses: readonly string[]) => Form): AnyOrder {
  const steps = [['ACTUAL', 50] as const, ['ACTUAL', 80] as const, ['ACTUAL', 100] as const, ['FORECASTED', 100] as const];
  return anyOrder(steps.map(([type, percent]) => form(type, percent, topology.finance.notify)));
}

function* ofAzure(stack: SynthesizedStack, topology: Topology): Iterable<Problem> {
  const subscription = String(dig(stack.document, 'provider', 'azurerm', 'subscription_id'));
  const [alias = ''] = Object.entries(topology.accounts.azure).find(([, account]) => account.subscription === subscription) ?? [];
  const tags = Object.entries(topology.hosts)
    .filter(([, host]) => cloudOf(host) === 'azure' && host.account === alias)
    .map(([id]) => tagsFor(topology, { host: id })['workload']);
  const own = sortedEntries(topology.workloads).flatMap(([workload, { budget }]) =>
    budget === undefined || !tags.includes(workload) ? [] : [{ usd: budget.usdPerMonth, workload }],
  );
  const amounts = named(topology, [...own, ...sharedAmount(topology, 'azure', alias)]);
  yield* compared(stack, 'azurerm_consumption_budget_subscription', amounts, ['name'], (resource, { usd, workload }) =>
    fieldsDiffer(resource, {
      amount: usd,
      time_grain: 'Monthly',
      subscription_id: `/subscriptions/${subscription}`,
      filter: { tag: [{ name: 'workload', values: [workload] }] },
      notification: notices(topology, (type, threshold, contact_emails) => ({
        contact_emails,
        operator: 'GreaterThanOrEqualTo',
        threshold,
        threshold_type: type === 'ACTUAL' ? 'Actual' : 'Forecasted',
      })),
    }),
  );
}

function* ofGoogle(stack: SynthesizedStack, topology: Topology, alias: string): Iterable<Problem> {
  const account = entity(topology.accounts.google, alias);
  const served = Object.values(topology.workloads).filter((workload) =>
    hostsNamedBy(workload).some((named) => {
      const host = entity(topology.hosts, named.host);
      return cloudOf(host) === 'google' && host.account === alias;
    }),
  );
  const usd = served.reduce((sum, { budget }) => sum + (budget?.usdPerMonth ?? 0), 0);
  const name = `${topology.name} ${alias}`;
  const whole: Amount[] = usd > 0 ? [{ usd, workload: '' }] : [];
  const amounts = new Map(
    (account.owns ? [...whole, ...sharedAmount(topology, 'google', alias)] : []).map((amount) => [`${name} ${amount.workload}`.trim(), amount]),
  );
  yield* compared(stack, 'google_billing_budget', amounts, ['display_name'], (resource, amount) =>
    fieldsDiffer(resource, {
      billing_account: account.billingAccount,
      amount: { specified_amount: { currency_code: 'USD', units: amount.usd } },
      budget_filter: { projects: [`projects/${account.number}`], ...(amount.workload !== '' && { labels: { workload: amount.workload } }) },
      threshold_rules: notices(topology, (type, percent) => ({
        spend_basis: type === 'ACTUAL' ? 'CURRENT_SPEND' : 'FORECASTED_SPEND',
        threshold_percent: percent / 100,
      })),
    }),
  );
}

function* compared(
  stack: SynthesizedStack,
  type: string,
  amounts: Amounts,
  name: readonly string[],
  differences: (resource: Resource, wanted: Amount) => Iterable<Problem>,
): Iterable<Problem> {
  const budgets = ofType([stack], type);
  for (const [wanted, amount] of amounts) {
    const found = budgets.filter(({ properties }) => dig(properties, ...name) === wanted);
    if (found.length !== 1) yield { stack, message: `${stack.name} has ${found.length} budgets named ${wanted}. Allowed: 1, of ${amount.usd} USD a month.` };
    for (const budget of found) yield* differences(budget, amount);
  }
  for (const resource of budgets.filter(({ properties }) => !amounts.has(String(dig(properties, ...name)))))
    yield {
      resource,
      message: `${resource.id} is a budget of ${String(dig(resource.properties, ...name))}. Allowed: ${[...amounts.keys()].join(', ') || 'none'}.`,
    };
}
