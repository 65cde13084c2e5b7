import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('aws-fleet-eu-fleet');
const statements: Json[] = propertiesOf(fleet, 'NodeRolePolicy').PolicyDocument.Statement;
const statement = (sid: string) => statements.find(({ Sid }) => Sid === sid);

describe('the role of GPU nodes', () => {
  it('asks for network interfaces of its own account setting only, and registers in its own cluster', () => {
    expect(statement('AskForTrunk').Condition).toEqual({ StringEquals: { 'ecs:account-setting': 'awsvpcTrunking' } });
    const everywhere = statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
    expect(everywhere).not.toContain('ecs:RegisterContainerInstance');
  });

  it('uses no managed policy of AWS, and no wildcard action', () => {
    expect(propertiesOf(fleet, 'NodeRole').ManagedPolicyArns).toBeUndefined();
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
  });
});
