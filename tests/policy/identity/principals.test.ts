import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/identity/principals.js';
import { type Change, type Json, resourceOf } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { topologies } from '../../support/topologies.js';

const stranger = 'arn:aws:iam::999999999999:root';

/** Properties of the only resource whose logical id starts so. */
const named = (document: Json, id: string) => {
  const [found, ...more] = Object.entries<Json>(document.Resources).filter(([name]) => name.startsWith(id) && /^[0-9A-F]{8}$/.test(name.slice(id.length)));
  if (found === undefined || more.length > 0) throw new Error(`no single resource ${id}`);
  return found[1].Properties;
};
const statement = (policy: Json, action: string) => {
  const found = policy.Statement.find((one: Json) => [one.Action].flat().includes(action));
  if (found === undefined) throw new Error(`no statement with ${action}`);
  return found;
};
it.each(topologies)('%s has no finding', (_, file) => {
  expect(findings(rule, [], file)).toEqual([]);
});

describe('one change of a policy on AWS is a finding', () => {
  it.each<[string, string, Change, RegExp]>([
    [
      'a principal in a trust policy',
      'aws-identity',
      (document) => {
        named(document, 'variableRole').AssumeRolePolicyDocument.Statement[0].Principal.AWS = stranger;
      },
      /Principal\.AWS is arn:aws:iam::999999999999:root; allowed: arn:aws:iam::111122223333:role\/llama-gateway-acme-us/,
    ],
    [
      'a workload’s role that the tasks of another zone may take',
      'aws-identity',
      (document) => {
        named(document, 'variableRole').AssumeRolePolicyDocument.Statement[0].Principal.AWS = 'arn:aws:iam::111122223333:role/llama-gateway-acme-eu';
      },
      /llama-gateway-acme-eu; allowed: arn:aws:iam::111122223333:role\/llama-gateway-acme-us/,
    ],
    [
      'a workload’s role that any task may take',
      'aws-identity',
      (document) => {
        named(document, 'variableRole').AssumeRolePolicyDocument.Statement[0].Principal = { Service: 'ecs-tasks.amazonaws.com' };
      },
      /variableRole\w+ .*has no reviewed form/,
    ],
    [
      'a function that a workload may call besides the token broker',
      'aws-identity',
      (document) => {
        const one = statement(named(document, 'developmentWebIdentity').PolicyDocument, 'lambda:InvokeFunction');
        one.Resource = 'arn:aws:lambda:eu-north-1:111122223333:function:*';
      },
      /has no reviewed form/,
    ],
    [
      'a trust policy without its source account',
      'aws-identity',
      (document) => delete named(document, 'ZonesusRole').AssumeRolePolicyDocument.Statement[0].Condition.StringEquals,
      /aws:SourceAccount is absent; allowed: 111122223333/,
    ],
    [
      'a condition that holds for whoever has no such key',
      'aws-identity',
      (document) => {
        const { Condition } = named(document, 'ZonesusRole').AssumeRolePolicyDocument.Statement[0];
        Condition.StringEqualsIfExists = Condition.StringEquals;
        delete Condition.StringEquals;
      },
      /StringEqualsIfExists/,
    ],
    [
      'another role name, which other clouds do not trust',
      'aws-identity',
      (document) => Object.assign(named(document, 'variableRole'), { RoleName: 'llama-platform-acme-grounded' }),
      /RoleName is llama-platform-acme-grounded; allowed: llama-platform-acme-variable/,
    ],
    [
      'a policy of AWS',
      'aws-identity',
      (document) => Object.assign(named(document, 'variableRole'), { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
      /ManagedPolicyArns is arn:aws:iam::aws:policy\/AdministratorAccess/,
    ],
    [
      'everybody in a key policy',
      'aws-fleet-eu-fleet',
      (document) => Object.assign(statement(resourceOf(document, 'AWS::KMS::Key').KeyPolicy, 'kms:GenerateDataKey'), { Principal: '*' }),
      /KeyPolicy\.Statement of Key961B73FD/,
    ],
    [
      'a refusal taken out',
      'aws-weights-eu-north-1',
      (document) => named(document, 'StorageWeightsPolicy').PolicyDocument.Statement.shift(),
      /lacks a part of PolicyDocument\.Statement: Action s3:\*/,
    ],
    [
      'an allowance put in',
      'aws-weights-eu-north-1',
      (document) =>
        named(document, 'StorageWeightsPolicy').PolicyDocument.Statement.push({
          Effect: 'Allow',
          Principal: { AWS: stranger },
          Action: 's3:GetObject',
          Resource: '*',
        }),
      /has no reviewed form/,
    ],
    [
      'everybody but one',
      'aws-weights-eu-north-1',
      (document) => {
        const last = named(document, 'StorageWeightsPolicy').PolicyDocument.Statement.at(-1);
        last.NotPrincipal = last.Principal;
        delete last.Principal;
      },
      /NotPrincipal\.AWS/,
    ],
    [
      'an action more in a role’s policy',
      'aws-fleet-eu-fleet',
      (document) => {
        const one = statement(named(document, 'NodeRolePolicy').PolicyDocument, 's3:GetObject');
        one.Action = [...one.Action, 's3:PutObject'];
      },
      /Action is s3:GetObject, s3:GetObjectVersion, s3:PutObject; allowed: s3:GetObject, s3:GetObjectVersion/,
    ],
    [
      'a resource more in it',
      'aws-fleet-eu-fleet',
      (document) => {
        const one = statement(named(document, 'NodeRolePolicy').PolicyDocument, 's3:GetObject');
        one.Resource = [one.Resource, 'arn:aws:s3:::foreign/*'];
      },
      /arn:aws:s3:::foreign/,
    ],
    [
      'a policy on another role',
      'aws-fleet-eu-fleet',
      (document) => Object.assign(named(document, 'GatewayAccess'), { Roles: ['llama-platform-acme-development'] }),
      /Roles is llama-platform-acme-development; allowed: llama-platform-acme-eu-production, llama-platform-acme-global-assist/,
    ],
    [
      'a service that runs as another role',
      'aws-fleet-eu-fleet',
      (document) => Object.assign(named(document, 'ServingTask'), { TaskRoleArn: 'arn:aws:iam::999999999999:role/x' }),
      /TaskRoleArn of ServingTask/,
    ],
    [
      'a signing key that others sign with',
      'aws-weights-eu-north-1',
      (document) => Object.assign(statement(named(document, 'SigningKey').KeyPolicy, 'kms:Verify'), { Principal: { AWS: 'arn:aws:iam::444455556666:root' } }),
      /SigningKey/,
    ],
    [
      'who may start the ingest job',
      'aws-weights-ingest-eu-north-1',
      (document) => Object.assign(named(document, 'StartStarter').AssumeRolePolicyDocument.Statement[0], { Principal: { AWS: stranger } }),
      /allowed: arn:aws:iam::444455556666:role\/ml-platform-release/,
    ],
    [
      'an endpoint for other accounts',
      'aws-network-us',
      (document) => {
        const [, endpoint] = Object.entries<Json>(document.Resources).find(([name]) => name.startsWith('Networkkms')) ?? [];
        endpoint.Properties.PolicyDocument.Statement[0].Condition.StringEquals['aws:PrincipalAccount'] = ['111122223333', '999999999999'];
      },
      /aws:PrincipalAccount is 111122223333, 999999999999; allowed: 111122223333/,
    ],
    [
      'a policy of a type that nothing emits',
      'aws-network-us',
      (document) => {
        document.Resources['Lent'] = {
          Type: 'AWS::SecretsManager::ResourcePolicy',
          Properties: { SecretId: 's', ResourcePolicy: { Statement: [{ Effect: 'Allow', Principal: { AWS: stranger }, Action: '*', Resource: '*' }] } },
        };
      },
      /no AWS::SecretsManager::ResourcePolicy Lent of .* was reviewed/,
    ],
  ])('%s', (_, stack, change, message) => {
    expect(
      findingsAfter(rule, stack, change)
        .map((finding) => finding.message)
        .join('\n'),
    ).toMatch(message);
  });
});
