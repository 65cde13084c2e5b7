import { describe, expect, it } from 'vitest';
import type { Json } from '../../support/documents.js';
import { propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const ingest = written('aws-weights-ingest-eu-north-1', 'examples/landing-zone.yaml');
const all = (type: string) => Object.values<Json>(ingest.Resources).filter(({ Type }) => Type === type);

describe('the endpoint of a proxy that exists', () => {
  it('is private, known by the name of its service, and admits the network of the job alone', () => {
    expect(propertiesOf(ingest, 'NetworkProxyEndpoint')).toMatchObject({
      ServiceName: 'com.amazonaws.vpce.eu-north-1.vpce-svc-0a1b2c3d4e5f60718',
      VpcEndpointType: 'Interface',
      PrivateDnsEnabled: true,
    });
    expect(propertiesOf(ingest, 'NetworkProxySecurityGroup').SecurityGroupIngress).toEqual([
      { CidrIp: '10.60.0.0/24', Description: 'From the job', FromPort: 3128, IpProtocol: 'tcp', ToPort: 3128 },
    ]);
  });

  it('is the only way to the internet, and the job knows it', () => {
    for (const type of ['NatGateway', 'InternetGateway', 'EIP', 'Route']) expect(all(`AWS::EC2::${type}`)).toEqual([]);
    const [project] = all('AWS::CodeBuild::Project');
    const variables = Object.fromEntries(project?.Properties.Environment.EnvironmentVariables.map(({ Name, Value }: Json) => [Name, Value]));
    expect(variables.HTTPS_PROXY).toBe('http://proxy.nordic.internal:3128');
    expect(JSON.stringify(variables.NO_PROXY)).toContain('169.254.169.254');
    const names = all('AWS::Route53Resolver::FirewallDomainList').map(({ Properties }) => Properties.Domains);
    expect(names.flat()).toContain('proxy.nordic.internal');
    expect(JSON.stringify(names)).not.toContain('huggingface');
  });
});
