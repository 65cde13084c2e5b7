import { BillingBudget } from '@cdktf/provider-google/lib/billing-budget/index.js';
import { Construct } from 'constructs';
import { emailChannels } from '../notices/email-channels.js';

/** Spend of a project, or of the part of it that carries one label. */
export interface WatchedSpend {
  /** Name shown in the console. */
  readonly displayName: string;
  /** US dollars per calendar month. */
  readonly usdPerMonth: number;
  /**
   * Value of the label `workload` whose spend counts; Google filters by one label at most.
   * @default - everything in the project
   */
  readonly workload?: string;
}

export interface ProjectBudgetProps {
  /** Project that it is made in. */
  readonly project: string;
  /** Number of the project whose spend counts. */
  readonly projectNumber: string;
  /** Id of the billing account, such as `012345-6789AB-CDEF01`. */
  readonly billingAccount: string;
  /** What is watched, by construct id. */
  readonly budgets: Readonly<Record<string, WatchedSpend>>;
  /** E-mail addresses; Google notifies the first five. */
  readonly notify: readonly string[];
  /** Finance's labels. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Shares of a month's money at which finance hears of it; the last one looks ahead. */
const thresholds = [
  { thresholdPercent: 0.5, spendBasis: 'CURRENT_SPEND' },
  { thresholdPercent: 0.8, spendBasis: 'CURRENT_SPEND' },
  { thresholdPercent: 1, spendBasis: 'CURRENT_SPEND' },
  { thresholdPercent: 1, spendBasis: 'FORECASTED_SPEND' },
];

/**
 * Alerts at half, four fifths and all of a month's money, and when the forecast passes it. It stops nothing.
 *
 * Workloads are watched by project and not by label: what costs most here, the Model Garden deployment, takes no labels.
 */
export class ProjectBudget extends Construct {
  constructor(scope: Construct, id: string, props: ProjectBudgetProps) {
    super(scope, id);
    const channels = emailChannels(this, { project: props.project, addresses: [...props.notify].sort().slice(0, 5), labels: props.labels });
    for (const [budget, { displayName, usdPerMonth, workload }] of Object.entries(props.budgets)) {
      new BillingBudget(this, budget, {
        billingAccount: props.billingAccount,
        displayName,
        // Refused when the billing account is kept in another currency.
        amount: { specifiedAmount: { currencyCode: 'USD', units: String(Math.round(usdPerMonth)) } },
        budgetFilter: { projects: [`projects/${props.projectNumber}`], ...(workload !== undefined && { labels: { workload } }) },
        thresholdRules: [...thresholds],
        allUpdatesRule: { monitoringNotificationChannels: channels.map((channel) => channel.name), disableDefaultIamRecipients: false },
      });
    }
  }
}
