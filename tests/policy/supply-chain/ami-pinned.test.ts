import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/supply-chain/ami-pinned.js';
import { type Json, resourceOf } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { googleFleet, onGoogleFleet, template } from '../../support/google-fleet.js';

const release = 'al2023-ami-ecs-gpu-hvm-2023.0.20260226-kernel-6.1-x86_64-ebs';
const gpu = '/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu';

describe(rule.id, () => {
  it('accepts one release of the ECS GPU image', () => {
    expect(findings(rule)).toEqual([]);
  });

  it.each(['recommended', 'latest', `/aws/service/${release}`])('refuses %s at its line, once', (name) => {
    expect(findings(rule, [[`nodeImage: ${release}`, `nodeImage: ${name}`]])).toMatchObject([{ path: 'hosts.eu-fleet.nodeImage', severity: 'error' }]);
  });

  it.each([
    ['an AMI id', 'ami-0a1b2c3d4e5f67890', 0],
    ['a versioned parameter', 'resolve:ssm:/golden/gpu:7', 0],
    ['a versioned parameter as dynamic reference', '{{resolve:ssm:/golden/gpu:7}}', 0],
    ['the recommended image', `resolve:ssm:${gpu}/recommended/image_id`, 1],
    ['the recommended image as dynamic reference', `{{resolve:ssm:${gpu}/recommended/image_id}}`, 1],
    ['the latest image with a version', 'resolve:ssm:/aws/service/bottlerocket/latest/image_id:3', 1],
    ['a parameter without version', 'resolve:ssm:/golden/gpu', 1],
    ['no image', undefined, 1],
  ])('judges a launch template with %s', (_, image, count) => {
    const found = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
      resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.ImageId = image;
    });
    expect(found).toHaveLength(count);
  });

  it.each([
    [`${gpu}/${release}/image_id`, 0],
    [`${gpu}/recommended/image_id`, 1],
  ])('follows a template parameter to %s', (Default, count) => {
    const found = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
      document.Parameters.Image = { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default };
      resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.ImageId = { Ref: 'Image' };
    });
    expect(found).toHaveLength(count);
  });
});

describe('on Google', () => {
  it('accepts one image of Container-Optimized OS, and refuses a family at its line, once', () => {
    expect(findings(rule, [], googleFleet)).toEqual([]);
    expect(findings(rule, [['nodeImage: cos-125-19216-395-112', 'nodeImage: cos-125-lts']], googleFleet)).toMatchObject([
      { severity: 'error', path: 'hosts.eu-gce.nodeImage', fix: expect.stringContaining('gcloud compute images list') },
    ]);
  });

  it.each<[string, (nodes: Json) => void, number]>([
    ['an image of its own by name', (nodes) => void (nodes.disk[0].source_image = 'projects/acme-images/global/images/gpu-7'), 0],
    ['a family', (nodes) => void (nodes.disk[0].source_image = 'projects/cos-cloud/global/images/family/cos-125-lts'), 1],
    ['a short name', (nodes) => void (nodes.disk[0].source_image = 'cos-cloud/cos-125-lts'), 1],
    ['no image', (nodes) => delete nodes.disk[0].source_image, 1],
    ['an operating system that updates itself', (nodes) => delete nodes.metadata['cos-update-strategy'], 1],
  ])('judges a template with %s', (_, change, count) => {
    expect(onGoogleFleet(rule, (document) => change(template(document)))).toHaveLength(count);
  });
});
