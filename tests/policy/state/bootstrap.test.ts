import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../../evidence/synthesized/stack.js';
import { rule } from '../../../policy/state/bootstrap.js';
import { resourceOf } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { stacksOf } from '../../support/synthesized.js';
import { topologyWith } from '../../support/topologies.js';

const example = 'examples/landing-zone.yaml';

describe(rule.id, () => {
  it('accepts the declared bootstrap, and that of CDK where none is declared', () => {
    expect(findings(rule, [], example)).toEqual([]);
    expect(findings(rule)).toEqual([]);
  });

  it.each([
    [example, '/cdk-bootstrap/hnb659fds/version'],
    ['topology.yaml', '/cdk-bootstrap/other/version'],
  ])('in %s finds %s', (file, bootstrap) => {
    const found = findingsAfter(rule, 'aws-identity', ({ Parameters }) => void (Parameters['BootstrapVersion'].Default = bootstrap), {}, file);
    expect(found).toMatchObject([{ severity: 'error', message: expect.stringContaining(bootstrap) }]);
  });

  it('finds a stack that names none', () => {
    const found = findingsAfter(rule, 'aws-identity', ({ Parameters }) => void delete Parameters['BootstrapVersion'], {}, example);
    expect(found).toMatchObject([{ message: expect.stringContaining('is not named. Allowed: /cdk-bootstrap/llmplat/version') }]);
  });

  const role = 'arn:aws:iam::999988887777:role/x';
  it.each<[string, string, Partial<Deployment>, RegExp]>([
    ['a role', 'of the deployment', { properties: { assumeRoleArn: role } }, /assumeRoleArn of acme-prod-aws-identity is arn:aws:iam::999988887777/],
    ['a role', 'of CloudFormation', { properties: { cloudFormationExecutionRoleArn: role } }, /cloudFormationExecutionRoleArn of/],
    ['a role', 'of look-ups', { properties: { lookupRole: { arn: role } } }, /lookupRole of/],
    ['a role', 'that is not named', { properties: { assumeRoleArn: undefined } }, /assumeRoleArn of acme-prod-aws-identity is not said/],
    [
      'a template',
      'of a stranger',
      { properties: { stackTemplateAssetObjectUrl: 's3://stranger/x.json' } },
      /is s3:\/\/stranger\/x\.json\. Allowed: s3:\/\/cdk-hnb659fds/,
    ],
    ['a template', 'of another stack', { properties: { templateFile: 'other.template.json' } }, /templateFile of .* is other\.template\.json/],
    ['parameters', 'of a stranger', { properties: { parameters: { BootstrapVersion: '1' } } }, /gives acme-prod-aws-identity parameters/],
    ['an image', 'that is built', { images: { aa: {} } }, /builds or copies the image aa/],
    ['an asset', 'made by a program', { files: { aa: { source: { executable: ['sh'] } } } }, /is made by executable/],
    [
      'an asset',
      'of another place',
      { files: { aa: { source: { path: '/etc/passwd', packaging: 'file' } } } },
      /is \/etc\/passwd\. Allowed: what is named after it/,
    ],
    [
      'an asset',
      'for another bucket',
      { files: { aa: { source: { path: 'asset.aa', packaging: 'zip' }, destinations: { x: { bucketName: 'stranger' } } } } },
      /with bucketName stranger/,
    ],
  ])('finds %s %s in the manifest or the list of assets', (_, __, edit, message) => {
    const [stack] = stacksOf('aws', topologyWith()).filter(({ name }) => name.endsWith('aws-identity'));
    const { deployment } = stack ?? expect.fail('no such stack');
    if (deployment === undefined) expect.fail('the assembly says nothing of it');
    const edited = {
      properties: { ...deployment.properties, ...edit.properties },
      files: { ...deployment.files, ...edit.files },
      images: { ...deployment.images, ...edit.images },
    };
    const found = findingsAfter(rule, 'aws-identity', () => undefined, { deployment: edited });
    expect(found.map(({ message: text }) => text).join('\n')).toMatch(message);
  });

  it('finds assets of a gateway where its tasks may not read', () => {
    const [stack] = stacksOf('aws', topologyWith()).filter(({ name }) => name.endsWith('aws-gateway-eu'));
    const { deployment } = stack ?? expect.fail('no such stack');
    const text = JSON.stringify(deployment?.files);
    const files = JSON.parse(text.replaceAll('llama/acme/gateway/eu/', 'llama/acme/gateway/us/')) as Deployment['files'];
    const found = findingsAfter(rule, 'aws-gateway-eu', () => undefined, { deployment: { ...(deployment as Deployment), files } });
    expect(found.map(({ message }) => message).join('\n')).toMatch(/with objectKey llama\/acme\/gateway\/us\/\w+\.json\. Allowed: llama\/acme\/gateway\/eu\//);
  });

  it.each([
    ['S3Bucket', 'stranger-bucket', 'is in stranger-bucket. Allowed: cdk-hnb659fds-assets-111122223333-us-east-2.'],
    ['S3Bucket', 'cdk-hnb659fds-assets-999988887777-us-east-2', 'Allowed: cdk-hnb659fds-assets-111122223333-us-east-2.'],
    ['S3Key', 'latest.zip', 'is latest.zip. Allowed: an asset, named by its digest.'],
  ])('finds a function whose code has %s %s', (key, value, message) => {
    const found = findingsAfter(rule, 'aws-lifecycle-us-east-2', (document) => void (resourceOf(document, 'AWS::Lambda::Function').Code[key] = value));
    expect(found).toMatchObject([{ severity: 'error', message: expect.stringContaining(message) }]);
  });
});
