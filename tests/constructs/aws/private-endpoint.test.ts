import { describe, expect, it } from 'vitest';
import { written } from '../../support/synthesized.js';

const network = written('aws-network-eu');

describe('a private endpoint', () => {
  it('is called by principals of its own account only, by private name, for named actions', () => {
    const endpoints = Object.values(network.Resources).filter(
      ({ Type, Properties }) => Type === 'AWS::EC2::VPCEndpoint' && Properties.VpcEndpointType === 'Interface',
    );
    expect(endpoints.length).toBe(14);
    for (const { Properties } of endpoints) {
      expect(Properties.PrivateDnsEnabled).toBe(true);
      for (const { Condition, Action } of Properties.PolicyDocument.Statement) {
        expect(Condition).toEqual({ StringEquals: { 'aws:PrincipalAccount': '111122223333' } });
        expect(JSON.stringify(Action)).not.toContain('*');
      }
    }
  });
});
