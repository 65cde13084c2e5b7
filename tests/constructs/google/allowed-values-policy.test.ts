import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundation = written('google-foundation-search');

describe('a policy of allowed values', () => {
  it('bounds locations by the regions of the topology, whatever the organization allows', () => {
    expect(inModule(foundation, 'google_org_policy_policy', 'Governance_Locations').spec).toEqual({
      inherit_from_parent: false,
      rules: [{ values: { allowed_values: ['eu', 'europe', 'in:europe-west4-locations'] } }],
    });
  });
});
