import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/identity/permissions-boundary.js';
import { resourceOf } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { siem } from '../../support/siem.js';

const example = 'examples/landing-zone.yaml';
const role = (change: (properties: Record<string, unknown>) => void, file = example) =>
  findingsAfter(rule, 'aws-identity', (document) => change(resourceOf(document, 'AWS::IAM::Role')), {}, file);

describe(rule.id, () => {
  it('accepts roles with what the landing zone demands, and without anything where it demands nothing', () => {
    expect(findings(rule, [], example)).toEqual([]);
    expect(findings(rule)).toEqual([]);
  });

  it.each([
    ['no boundary', 'PermissionsBoundary', undefined, 'is unset. Allowed: arn:aws:iam::111122223333:policy/landing-zone/WorkloadBoundary.'],
    ['another boundary', 'PermissionsBoundary', 'arn:aws:iam::aws:policy/AdministratorAccess', 'is arn:aws:iam::aws:policy/AdministratorAccess.'],
    ['that of another account', 'PermissionsBoundary', 'arn:aws:iam::222222222222:policy/landing-zone/WorkloadBoundary', 'is arn:aws:iam::222222222222'],
    ['no path', 'Path', undefined, 'Path of'],
    ['another path', 'Path', '/workloads/', 'Path of'],
  ])('finds %s', (_, property, value, message) => {
    const found = role((properties) => (value === undefined ? delete properties[property] : (properties[property] = value)));
    expect(found).toMatchObject([{ severity: 'error', message: expect.stringContaining(message) }]);
  });

  it('finds a boundary that nobody demands', () => {
    expect(role((properties) => void (properties['PermissionsBoundary'] = 'arn:aws:iam::111122223333:policy/x'), 'topology.yaml')).toHaveLength(1);
  });

  it('accepts another path that an extension declares', () => {
    const edit = ['{ type: AWS::S3::Bucket, path: MetricsConfigurations.Id }', '{ type: AWS::IAM::Role, path: Path }'] as const;
    expect(findings(rule, [...siem, edit], example)).toEqual([]);
  });
});
