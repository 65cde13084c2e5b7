import { databricksAccounts } from '../../clouds/databricks.js';
import type { DatabricksAccount } from '../../topology/schema/databricks-account.js';
import { differences, type Form } from '../expected/differences.js';
import { renderedText } from '../synthesized/rendered-text.js';
import type { SynthesizedStack } from '../synthesized/stack.js';

/** Types that only the account-level provider takes. Source: the documentation of each, databricks/databricks 1.99.0. */
const ofAccount: ReadonlySet<string> = new Set([
  'databricks_account_network_policy',
  'databricks_budget',
  'databricks_budget_policy',
  'databricks_mws_permission_assignment',
  'databricks_service_principal',
  'databricks_service_principal_federation_policy',
  'databricks_workspace_network_option',
]);

/** In how far a module deploys to another workspace or account than the topology says, or signs in with something else than the pipeline's own token. */
export function* workspaceDifferences({ document, resources }: SynthesizedStack, account: DatabricksAccount | undefined): Iterable<string> {
  const found = (document['provider'] as Readonly<Record<string, unknown>> | undefined)?.['databricks'];
  if (account === undefined || found === undefined) {
    yield 'has no provider databricks of a known workspace';
    return;
  }
  const form: Form = [
    { host: account.workspaceUrl, auth_type: 'env-oidc' },
    { alias: 'account', host: databricksAccounts, account_id: account.accountId, auth_type: 'env-oidc' },
  ];
  for (const difference of differences(form, found, 'provider.databricks')) yield difference.replace(/\.$/, '');
  for (const { id, type, properties } of resources) {
    const wanted = ofAccount.has(type) ? 'databricks.account' : undefined;
    const named = properties['provider'] === undefined ? undefined : renderedText(properties['provider']);
    if (named !== wanted) yield `makes ${id} with provider ${named ?? 'databricks'}. Allowed: ${wanted ?? 'databricks'}`;
  }
}
