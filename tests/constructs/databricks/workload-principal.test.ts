import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const serving = written('databricks-serving-maverick', 'examples/lakehouse.yaml');

describe('the service principal of a workload', () => {
  it('is taken by the role of its workload, with a token for this account alone, and no secret', () => {
    expect(inModule(serving, 'databricks_service_principal_federation_policy')).toMatchObject({
      provider: 'databricks.account',
      oidc_policy: {
        issuer: 'https://00000000-0000-4000-8000-000000000000.tokens.sts.global.api.aws',
        subject: 'arn:aws:iam::333344445555:role/llama-platform-lake-claims',
        audiences: ['00000000-0000-0000-0000-000000000000'],
      },
    });
    expect(Object.keys(serving.resource ?? {}).filter((type) => /secret|token/.test(type))).toEqual([]);
  });

  it('may enter one workspace and call one endpoint, and is gone with its block', () => {
    expect(inModule(serving, 'databricks_mws_permission_assignment')).toMatchObject({ workspace_id: 1234567890123456, permissions: ['USER'] });
    expect(inModule(serving, 'databricks_service_principal')).toMatchObject({ display_name: 'lake-maverick-for-claims', disable_as_user_deletion: false });
  });
});
