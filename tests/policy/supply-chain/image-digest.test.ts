import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/supply-chain/image-digest.js';
import { resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { googleFleet, onGoogleFleet, userData } from '../../support/google-fleet.js';
import type { Edit } from '../../support/topologies.js';

const digest = `sha256:${'0'.repeat(64)}`;
const tagOnly: Edit = [`image: vllm-openai:v0.32.0@${digest}`, 'image: vllm-openai:v0.32.0'];
const container = (document: Written) => resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions[0];

describe(rule.id, () => {
  it('accepts an image by digest, put together at deploy time', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('refuses a tag alone at the image’s line, once', () => {
    expect(findings(rule, [tagOnly])).toMatchObject([
      { path: 'hosts.eu-fleet.image', severity: 'fatal', message: expect.stringContaining('vllm-openai:v0.32.0 has no digest') },
    ]);
  });

  it.each([
    ['metrics', 'otelcol-contrib:0.158.0'],
    ['dcgm', 'dcgm-exporter:4.8.2'],
  ])('refuses a tag alone for %s, once', (field, image) => {
    expect(findings(rule, [[`${image}@${digest}`, image]])).toMatchObject([{ path: `hosts.eu-fleet.images.${field}`, severity: 'fatal' }]);
  });

  it.each([
    ['a tag', 'registry/vllm:latest'],
    ['a digest cut short', `registry/vllm@${digest.slice(0, -1)}`],
    ['a digest that the deployment chooses', { 'Fn::Join': ['', ['registry/vllm@', { Ref: 'Digest' }]] }],
    ['a parameter', { Ref: 'Image' }],
    ['a tag inside a join', { 'Fn::Join': ['', ['registry.', { Ref: 'AWS::URLSuffix' }, '/vllm:v1']] }],
  ])('notices %s in the task definition', (_, image) => {
    const found = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => void (container(document).Image = image));
    expect(found).toMatchObject([{ path: 'hosts.eu-fleet.image', resource: 'ServingTask56EB4C8C' }]);
  });

  it('notices a second container', () => {
    const found = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
      resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions.push({ Name: 'helper', Image: 'busybox' });
    });
    expect(found).toMatchObject([{ message: expect.stringContaining('ContainerDefinitions[2].Image') }]);
  });

  it.each([
    [
      'a function from an image',
      (document: Written) => void (document.Resources.Added = { Type: 'AWS::Lambda::Function', Properties: { Code: { ImageUri: 'registry/handler:1' } } }),
    ],
    [
      'a build environment',
      (document: Written) =>
        void (document.Resources.Added = { Type: 'AWS::CodeBuild::Project', Properties: { Environment: { Image: 'aws/codebuild/standard:7.0' } } }),
    ],
  ])('notices %s', (_, change) => {
    expect(findingsAfter(rule, 'aws-weights-eu-north-1', change)).toMatchObject([{ resource: 'Added' }]);
  });

  it.each([
    ['registry/vllm:latest', 1],
    [`registry/vllm@${digest}`, 0],
  ])('judges the container of a Vertex endpoint: %s', (image_uri, count) => {
    const found = findingsAfter(rule, 'google-vertex-grounding', (document) => {
      terraformResourceOf(document, 'google_vertex_ai_endpoint_with_model_garden_deployment').model_config.container_spec = { image_uri };
    });
    expect(found).toHaveLength(count);
  });
});

describe('on Google', () => {
  const digest = '@sha256:0000000000000000000000000000000000000000000000000000000000000000';

  it('accepts digests, and refuses a tag at its line, once', () => {
    expect(findings(rule, [], googleFleet)).toEqual([]);
    expect(findings(rule, [[`vllm-openai:v0.32.0${digest}`, 'vllm-openai:v0.32.0']], googleFleet)).toMatchObject([
      { severity: 'fatal', path: 'hosts.eu-gce.image' },
    ]);
    expect(findings(rule, [[`cos-gpu-installer:v2.5${digest}`, 'cos-gpu-installer:v2.5']], googleFleet)).toMatchObject([
      { path: 'hosts.eu-gce.driver.installer' },
    ]);
  });

  it.each(['vllm-openai', 'cos-gpu-installer'])('sees %s by tag in the user data', (name) => {
    expect(onGoogleFleet(rule, userData(`${name}${digest}`, `${name}:latest`))).toMatchObject([
      { path: 'hosts.eu-gce.nodes', message: expect.stringContaining(`${name}:latest`) },
    ]);
  });
});
