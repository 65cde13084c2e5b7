import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const account = written('databricks-account', 'examples/lakehouse.yaml');

describe('what a workspace has once', () => {
  it('lets serverless compute reach nothing outside', () => {
    expect(inModule(account, 'databricks_account_network_policy')).toMatchObject({
      provider: 'databricks.account',
      egress: { network_access: { restriction_mode: 'RESTRICTED_ACCESS', policy_enforcement: { enforcement_mode: 'ENFORCED' } } },
    });
    expect(inModule(account, 'databricks_workspace_network_option')).toMatchObject({
      workspace_id: 1234567890123456,
      network_policy_id: expect.stringMatching(/^\$\{databricks_account_network_policy\.\w+\.network_policy_id\}$/),
    });
  });

  it('lets the internet in from declared ranges alone, switched on once they are there', () => {
    expect(inModule(account, 'databricks_ip_access_list')).toMatchObject({ list_type: 'ALLOW', enabled: true, ip_addresses: ['198.51.100.0/28'] });
    expect(inModule(account, 'databricks_workspace_conf')).toMatchObject({
      custom_config: { enableIpAccessLists: 'true' },
      depends_on: [expect.stringMatching(/^databricks_ip_access_list\./)],
    });
  });
});
