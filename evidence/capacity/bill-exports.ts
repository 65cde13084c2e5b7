import type { StackSubject } from '../../derived/stack-subject.js';
import { azureFocusExport } from '../../facts/exports.js';
import type { Topology } from '../../topology/schema/topology.js';
import { fieldsDiffer, ofType } from '../expected/resources.js';
import type { Problem } from '../synthesized/problem.js';
import { dig, type SynthesizedStack } from '../synthesized/stack.js';

/** Exports of bills that are another subscription's, go elsewhere or hold something else than finance says. That there is one, state/resources says. */
export function* exportProblems(stack: SynthesizedStack, topology: Topology, { kind }: StackSubject): Iterable<Problem> {
  if (kind !== 'azure-finance') return;
  const subscription = String(dig(stack.document, 'provider', 'azurerm', 'subscription_id'));
  const [alias = ''] = Object.entries(topology.accounts.azure).find(([, account]) => account.subscription === subscription) ?? [];
  const declared = topology.finance.exports.azure[alias];
  const store = topology.finance.exports.stores[declared?.store ?? ''];
  const { type, dataset, dataVersion, location, until } = azureFocusExport();
  for (const resource of ofType([stack], 'azapi_resource')) {
    if (declared === undefined || store === undefined) {
      yield { resource, message: `${resource.id} exports a bill that finance.exports does not name. Allowed: none in ${stack.name}.` };
      continue;
    }
    yield* fieldsDiffer(resource, {
      type,
      name: `${topology.name}-${alias}-focus`,
      parent_id: `/subscriptions/${subscription}`,
      location,
      identity: [{ type: 'SystemAssigned' }],
      response_export_values: [],
      body: {
        properties: {
          definition: { type: dataset, timeframe: 'MonthToDate', dataSet: { granularity: 'Daily', configuration: { dataVersion } } },
          deliveryInfo: {
            destination: { type: 'AzureBlob', resourceId: store.storageAccount, container: store.container, rootFolderPath: declared.folder },
          },
          schedule: {
            status: 'Active',
            recurrence: 'Daily',
            recurrencePeriod: { from: `${declared.from}T00:00:00Z`, to: `${until}T00:00:00Z` },
          },
          format: 'Csv',
          compressionMode: 'gzip',
          partitionData: true,
          dataOverwriteBehavior: 'OverwritePreviousReport',
        },
      },
    });
  }
}
