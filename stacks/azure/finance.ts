import type { Construct } from 'constructs';
import { CostAnomaly } from '../../constructs/azure/finance/cost-anomaly.js';
import { FocusExport } from '../../constructs/azure/finance/focus-export.js';
import { TagBudget } from '../../constructs/azure/finance/tag-budget.js';
import { AzapiProvider } from '../../constructs/azure/provider/azapi-provider.js';
import { setOrigin } from '../../constructs/origin.js';
import { type AzureExport, azureExportOf } from '../../derived/bill-exports.js';
import { azureBudgets } from '../../derived/budgets.js';
import { azureFocusExport } from '../../facts/exports.js';
import { providerPin } from '../../facts/providers.js';
import { hostsOn } from '../../hosts/select.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AzureStack } from './azure-stack.js';

/** First month of a budget whose hosts name no contract: a fixed one, since a template that asked the clock would change monthly. */
const monthWithoutContract = '2026-01';

/** What an export of a bill takes. */
const exporting = ['Microsoft.CostManagement', 'Microsoft.CostManagementExports'];

/** Budgets of what a subscription serves and, where the topology owns it, the alert on unusual cost and the export of its bill. */
export class AzureFinanceStack extends AzureStack {
  constructor(scope: Construct, context: StackContext, account: string) {
    const { topology } = context;
    const bill = azureExportOf(topology, account);
    super(scope, context, { account, name: ['azure-finance'], origin: 'finance', tags: {}, ...(bill !== undefined && { registers: exporting }) });
    const startDate = `${startMonth(topology, account)}-01T00:00:00Z`;
    for (const { workload, usdPerMonth, path } of azureBudgets(topology, account)) {
      const budget = new TagBudget(this, workload, {
        name: `${topology.name}-${workload}`,
        subscriptionId: this.subscriptionId,
        workload,
        amount: usdPerMonth,
        startDate,
        notify: topology.finance.notify,
      });
      setOrigin(budget, path);
    }
    if (this.account.owns) {
      new CostAnomaly(this, 'Anomaly', {
        name: `${topology.name}-anomaly`,
        subscriptionId: this.subscriptionId,
        title: `Cost anomaly, ${topology.name}`,
        subject: `Unusual cost in ${account} of ${topology.name}`,
        notify: topology.finance.notify,
      });
    }
    if (bill !== undefined) this.exportBill(bill);
  }

  private exportBill({ name, storageAccount, container, folder, from, path }: AzureExport): void {
    const { subscription: subscriptionId, tenant: tenantId } = this.account;
    new AzapiProvider(this, 'Azapi', { version: providerPin('azapi').version, subscriptionId, tenantId });
    const { type, dataset, dataVersion, location, until } = azureFocusExport();
    const made = new FocusExport(this, 'Bill', {
      name,
      subscriptionId: this.subscriptionId,
      type,
      dataset: { name: dataset, version: dataVersion },
      location,
      destination: { storageAccount, container, folder },
      days: { from, until },
    });
    setOrigin(made, path);
  }
}

/** Month, YYYY-MM, that the topology names, else in which the earliest contract of the hosts in a subscription or in its networks starts. */
function startMonth(topology: Topology, account: string): string {
  const { budgetStart } = entity(topology.accounts.azure, account);
  if (budgetStart !== undefined) return budgetStart;
  const starts = hostsHere(topology, account).flatMap(([, { contract }]) => (contract === undefined ? [] : [entity(topology.contracts, contract).term.start]));
  return starts.sort()[0]?.slice(0, 7) ?? monthWithoutContract;
}

function hostsHere(topology: Topology, account: string) {
  return hostsOn(topology, 'azure').filter(([, host]) => host.account === account || entity(topology.networks, host.network).account === account);
}
