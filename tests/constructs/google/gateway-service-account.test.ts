import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundation = written('google-foundation-search');

describe('the account of a gateway', () => {
  it('is taken by the role of its workload alone', () => {
    expect(inModule(foundation, 'google_service_account_iam_member')).toMatchObject({
      role: 'roles/iam.workloadIdentityUser',
      member: expect.stringMatching(/\/subject\/arn:aws:iam::111122223333:role\/llama-platform-acme-grounded$/),
    });
    expect(inModule(foundation, 'google_service_account').account_id).toBe('llama-acme-grounded');
  });
});
