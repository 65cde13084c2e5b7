import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

describe('the organization stack', () => {
  it('binds the accounts of the topology by id, and no other', () => {
    const policies = Object.values(written('aws-organization').Resources).map(({ Type, Properties }) => [Type, Properties.Type, Properties.TargetIds]);
    expect(policies).toEqual([
      ['AWS::Organizations::Policy', 'SERVICE_CONTROL_POLICY', ['111122223333']],
      ['AWS::Organizations::Policy', 'SERVICE_CONTROL_POLICY', ['111122223333']],
      ['AWS::Organizations::Policy', 'AISERVICES_OPT_OUT_POLICY', ['111122223333']],
    ]);
  });

  it('opts out of training for every service, and lets nobody below opt in', () => {
    expect(propertiesOf(written('aws-organization'), 'OptOutPolicy').Content.services).toEqual({
      '@@operators_allowed_for_child_policies': ['@@none'],
      default: {
        '@@operators_allowed_for_child_policies': ['@@none'],
        opt_out_policy: { '@@operators_allowed_for_child_policies': ['@@none'], '@@assign': 'optOut' },
      },
    });
  });
});
