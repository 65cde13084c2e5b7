import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../support/documents.js';
import { evidenceOf, written } from '../../support/synthesized.js';
import { topologyWith } from '../../support/topologies.js';

const broker = 'arn:aws:lambda:eu-north-1:111122223333:function:llama-token-broker-acme';

describe('the stack of the token broker', () => {
  const stack = () => written('aws-token-broker-eu-north-1');

  it('is where the gateway is that calls Foundry, and nowhere else', () => {
    const names = (evidenceOf(topologyWith()).aws ?? []).map(({ name }) => name).filter((name) => name.includes('token-broker'));
    expect(names).toEqual(['acme-prod-aws-token-broker-eu-north-1']);
  });

  it('holds a function without a network, by the name that rights and endpoint name', () => {
    const { VpcConfig, FunctionName, Environment, Timeout } = propertiesOf(stack(), 'BrokerFunction');
    expect([VpcConfig, FunctionName, Timeout]).toEqual([undefined, 'llama-token-broker-acme', 12]);
    // No application is known before Azure was deployed, and none is guessed.
    expect(Environment).toEqual({ Variables: { AUTHORITY: 'https://login.microsoftonline.com', ALLOWED: '[]' } });
  });

  it('may write its own log and do nothing else', () => {
    const { PolicyDocument } = propertiesOf(stack(), 'BrokerPolicy');
    expect(PolicyDocument.Statement.map(({ Action }: { Action: unknown }) => Action)).toEqual([['logs:CreateLogStream', 'logs:PutLogEvents']]);
  });

  it('is asked by the workload on Foundry alone', () => {
    const asks = Object.entries(written('prod-aws-identity').Resources).filter(([, { Properties }]) =>
      JSON.stringify(Properties).includes('lambda:InvokeFunction'),
    );
    expect(asks.map(([id]) => id)).toEqual([expect.stringMatching(/^developmentWebIdentity/)]);
    expect(propertiesOf(written('prod-aws-identity'), 'developmentWebIdentity').PolicyDocument.Statement).toContainEqual({
      Sid: 'AskTheTokenBroker',
      Effect: 'Allow',
      Action: 'lambda:InvokeFunction',
      Resource: broker,
    });
  });

  it('is reached from that gateway’s network, whose endpoint lets nothing else be called', () => {
    expect(propertiesOf(written('aws-network-eu'), 'Networklambda').PolicyDocument.Statement).toEqual([
      {
        Sid: 'OneFunctionOnly',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'lambda:InvokeFunction',
        Resource: broker,
        Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } },
      },
    ]);
    expect(Object.keys(written('aws-network-us').Resources).filter((id) => id.startsWith('Networklambda'))).toEqual([]);
  });
});
