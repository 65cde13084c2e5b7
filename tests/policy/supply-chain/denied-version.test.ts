import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/supply-chain/denied-version.js';
import { type Json, propertiesOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';
import { asOf, topologies, topologyWith } from '../../support/topologies.js';

const digest = `sha256:${'1'.repeat(64)}`;
const recorded = (envoy: string) => {
  const outputs = { gateway: { images: { prod: { 'eu-north-1': { envoy, processes: `llama-gateway/processes:1.0.0@${digest}` } } } } };
  return judge([rule], topologyWith([], 'topology.yaml', outputs), asOf, {})
    .map(({ path, message }) => `${path}: ${message}`)
    .sort();
};

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it.each([
    [`llama-gateway/envoy:distroless-v1.39.9@${digest}`, 'envoy 1.39.9'],
    [`envoy:v1.9.0@${digest}`, 'envoy 1.9.0'],
    [`mirror/litellm:main-v1.107.0.rc1@${digest}`, 'litellm 1.107.0'],
  ])('refuses the recorded image %s', (image, version) => {
    // Both zones of that region run it.
    expect(recorded(image)).toEqual(['any', 'eu'].map((zone) => expect.stringContaining(`gateway.zones.${zone}: Image ${image} is ${version}: `)));
  });

  it.each([`envoy:distroless-v1.40.0@${digest}`, `envoy:v1.40.1@${digest}`, `envoyage:v1.2.0@${digest}`, `litellm:v1.108.14@${digest}`, `envoy@${digest}`])(
    'accepts %s',
    (image) => {
      expect(recorded(image)).toEqual([]);
    },
  );

  it.each(['v0.21.0', 'v0.9.2'])('refuses a model server of %s', (version) => {
    const [found] = topologyFindings(rule, [['vllm-openai:v0.32.0@', `vllm-openai:${version}@`]]);
    expect([found?.path, found?.severity]).toEqual(['hosts.eu-fleet.image', 'fatal']);
  });

  it('refuses a container that the output names by a denied tag', () => {
    const tap = (document: Written) => propertiesOf(document, 'Task').ContainerDefinitions.push({ Name: 'tap', Image: 'x.dkr.ecr/litellm:1.82.8' } as Json);
    expect(findingsAfter(rule, 'aws-gateway-us', tap).map(({ message }) => message)).toEqual([
      expect.stringContaining('Container tap of Task is litellm 1.82.8'),
    ]);
  });
});
