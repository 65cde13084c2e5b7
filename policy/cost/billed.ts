import { azureBillAccounts, azureExportPath } from '../../derived/bill-exports.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'cost/billed',
  severity: 'warning',
  title: 'The bill of every Azure subscription that the topology owns and pays for is exported for chargeback.',
  why: 'Chargeback reads bills in FOCUS form. Of a subscription whose bill nobody exports it knows nothing: its workloads look free, and the invoice is found to be higher than the statements.',
  fix: 'Add finance.exports.azure.<alias> with a store of finance.exports.stores. Where finance exports the bill of the billing account instead, waive this with the name of the person who does.',
  source: 'docs/adr/0157-the-export-of-azures-bill-is-emitted.md',

  *topology({ topology }) {
    for (const account of azureBillAccounts(topology)) {
      if (topology.finance.exports.azure[account] !== undefined) continue;
      yield { path: azureExportPath(account), message: `The bill of ${account} (azure) is exported nowhere, so that no statement has its costs.` };
    }
    for (const account of Object.keys(topology.finance.exports.azure).sort()) {
      if (azureBillAccounts(topology).includes(account)) continue;
      yield {
        path: azureExportPath(account),
        message: `Nothing of this topology costs money in ${account} (azure), so no stack exports its bill. Allowed here: ${azureBillAccounts(topology).join(', ') || 'none'}.`,
        fix: 'Remove the entry, or name the subscription that was meant.',
      };
    }
  },
};
