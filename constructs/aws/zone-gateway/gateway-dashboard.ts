import { Dashboard, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { SpendMetrics } from './spend-metrics.js';

export interface GatewayDashboardProps {
  /** What the log of the gateway says, as numbers. */
  readonly spend: SpendMetrics;
  /** What is known of the tasks: how many take requests, and how busy they are. */
  readonly tasks: { readonly ready: IMetric; readonly cpu: IMetric };
}

/** One page on which a zone's gateway is read from left to right: who asked, who answered, what it cost. Each graph has a line for each workload. */
export class GatewayDashboard extends Construct {
  constructor(scope: Construct, id: string, { spend, tasks }: GatewayDashboardProps) {
    super(scope, id);
    const rows: Record<string, IMetric[]>[] = [
      { Requests: [spend.all('requests', 'Sum')], 'Shed: 429 and 503': [spend.all('shed', 'Sum')], 'Errors and cut answers': [spend.all('errors', 'Sum')] },
      {
        'Attempts by host': [spend.all('attempts', 'Sum')],
        'Answered beyond the first host': [spend.all('overflow', 'Sum')],
        'First token, milliseconds, p95': [spend.all('firstTokenMs', 'p95')],
      },
      {
        'Tokens out by host': [spend.all('tokensOut', 'Sum')],
        'Spend where tokens are paid, USD': [spend.all('spendUsd', 'Sum')],
        'Tasks that take requests': [tasks.ready],
        'Processors, percent': [tasks.cpu],
      },
    ];
    const widgets = rows.map((row) =>
      Object.entries(row).map(([title, left]) => new GraphWidget({ title, left, width: 24 / Object.keys(row).length, height: 6 })),
    );
    new Dashboard(this, 'Page', { defaultInterval: Duration.hours(24), widgets });
  }
}
