import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/supply-chain/image-source.js';
import { type Json, resourceOf, terraformResourceOf } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { siem } from '../../support/siem.js';

const example = 'examples/landing-zone.yaml';
const digest = `sha256:${'0'.repeat(64)}`;
const container = (change: (container: Json) => void, file = example, stack = 'aws-fleet-fleet') =>
  findingsAfter(rule, stack, (document) => change(resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions[0]), {}, file);

describe(rule.id, () => {
  it.each(['topology.yaml', example, 'examples/eu-gce.yaml'])('accepts %s', (file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it.each([
    ['a public registry', `docker.io/vllm/vllm-openai@${digest}`],
    ['another account', `999999999999.dkr.ecr.eu-north-1.amazonaws.com/mirror/vllm@${digest}`],
    ['another part of the declared registry', `444455556666.dkr.ecr.eu-north-1.amazonaws.com/mirrors/vllm@${digest}`],
    ['another region', `444455556666.dkr.ecr.us-east-2.amazonaws.com/mirror/vllm@${digest}`],
  ])('refuses %s', (_, image) => {
    expect(container((found) => void (found.Image = image))).toMatchObject([{ severity: 'fatal', message: expect.stringContaining(image) }]);
  });

  it('refuses the registry where no landing zone declares it', () => {
    const image = `444455556666.dkr.ecr.eu-north-1.amazonaws.com/mirror/vllm@${digest}`;
    expect(container((found) => void (found.Image = image), 'topology.yaml', 'aws-fleet-eu-fleet')).toMatchObject([{ severity: 'fatal' }]);
  });

  it('accepts exactly the container of an extension, in its stack', () => {
    const edits = [['image: 444455556666.dkr.ecr.eu-north-1.amazonaws.com/mirror/forwarder@', 'image: quay.example/forwarder@']] as const;
    const forwarder = (image: string) =>
      findingsAfter(
        rule,
        'aws-fleet-fleet',
        (document) => {
          resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions.push({ Name: 'forwarder', Image: image });
        },
        {},
        example,
      );
    expect(forwarder(`quay.example/forwarder@${digest}`)).toHaveLength(1);
    expect(findings(rule, [...siem, ...edits], example)).toEqual([]);
  });

  it('refuses a machine on Google whose image is of another project', () => {
    const found = findingsAfter(
      rule,
      'google-fleet-gce',
      (document) => {
        const { metadata } = terraformResourceOf(document, 'google_compute_region_instance_template');
        metadata['user-data'] = metadata['user-data'].replaceAll(
          'europe-west4-docker.pkg.dev/nordic-llama-gpu/llama/vllm',
          'europe-west4-docker.pkg.dev/elsewhere/llama/vllm',
        );
      },
      {},
      example,
    );
    expect(found).toMatchObject([{ message: expect.stringContaining('elsewhere') }]);
  });

  it('refuses a registry in a region without a network', () => {
    const edit = ['shared: 444455556666.dkr.ecr.eu-north-1.', 'shared: 444455556666.dkr.ecr.eu-west-1.'] as const;
    expect(findings(rule, [edit], example)).toEqual(
      expect.arrayContaining([expect.objectContaining({ path: 'landingZone.registries.shared', message: expect.stringContaining('eu-west-1') })]),
    );
  });
});
