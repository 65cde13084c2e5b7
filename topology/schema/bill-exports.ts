import { z } from 'zod';
import { day, entities, id } from './primitives.js';

/** A container of Azure Storage of those who do finance. It exists already. */
const store = z.strictObject({
  storageAccount: z
    .string()
    .regex(
      /^\/subscriptions\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/resourceGroups\/[\w.()-]+\/providers\/Microsoft\.Storage\/storageAccounts\/[a-z0-9]{3,24}$/,
      'the id of a storage account, /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Storage/storageAccounts/<name>',
    )
    .meta({
      description:
        'Resource id of the storage account, which lets trusted services of Azure in. Its subscription has Microsoft.CostManagementExports registered.',
      examples: ['/subscriptions/7c1f3b52-9d0e-4a6b-8f21-3e5d6c7b8a90/resourceGroups/finops/providers/Microsoft.Storage/storageAccounts/acmebills'],
    }),
  container: z
    .string()
    .regex(/^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/, 'the name of a container: 3 to 63 lower-case letters, digits, single hyphens')
    .meta({ description: 'Container of the storage account.', examples: ['bills'] }),
});

/** The bill of an Azure subscription, every day. */
const azureExport = z.strictObject({
  store: id.meta({ description: 'Where it goes: an entry of finance.exports.stores, in the same tenant.', examples: ['finops'] }),
  folder: z
    .string()
    .regex(/^(?=.{1,200}$)[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/, 'a folder: letters, digits, _ and -, parts divided by single slashes, none at either end')
    .meta({ description: 'Folder of the container. The export makes one of its own in it.', examples: ['focus'] }),
  from: day.meta({
    description:
      'First day of its schedule: the day after the first deployment, then left as it is. Cost Management is documented to take no day that has passed.',
  }),
});

/** Bills in FOCUS form. */
export const billExports = z.strictObject({
  stores: entities(store, 'finops').default({}).meta({
    description:
      'Storage of those who do finance, by a name of yours. It exists: an approval of kind existing-resource says what cannot be seen of it from here.',
  }),
  azure: entities(azureExport, 'dev').default({}).meta({ description: 'By alias of an Azure subscription that this topology owns.' }),
});
