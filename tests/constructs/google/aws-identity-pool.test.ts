import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundation = written('google-foundation-search');

describe('a pool of AWS identities', () => {
  it("lets in the roles of workloads by name, with tokens of the account's own issuer", () => {
    const provider = inModule(foundation, 'google_iam_workload_identity_pool_provider');
    expect(provider.attribute_condition).toBe("assertion.sub in ['arn:aws:iam::111122223333:role/llama-platform-acme-grounded']");
    expect(provider.oidc.issuer_uri).toBe('https://00000000-0000-4000-8000-000000000000.tokens.sts.global.api.aws');
    expect(provider.oidc.allowed_audiences).toHaveLength(1);
  });

  it('or with signed AWS requests, by the role that was assumed', () => {
    const provider = inModule(written('google-foundation-models', 'examples/us-maas.yaml'), 'google_iam_workload_identity_pool_provider');
    expect(provider).toMatchObject({ aws: { account_id: '777788889999' } });
    expect(provider.attribute_condition).toBe("attribute.aws_role in ['arn:aws:sts::777788889999:assumed-role/llama-platform-retail-product-text']");
  });
});
