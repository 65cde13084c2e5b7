import { describe, expect, it } from 'vitest';
import { rehearsalOutputs } from '../../../gateway/rehearsal.js';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/residency/deploy-time-place.js';
import type { Json } from '../../support/documents.js';
import { asOf, topologies, topologyWith } from '../../support/topologies.js';

/** What is found with deploy-time values of a rehearsal, after a change of them. */
function found(file: string, change: (outputs: Json) => void = () => undefined) {
  const known = topologyWith([], file);
  const outputs = structuredClone(rehearsalOutputs(known.topology));
  change(outputs);
  return judge([rule], { ...known, outputs }, asOf, {});
}

describe(rule.id, () => {
  it.each(topologies)('finds nothing in %s', (_, file) => expect(found(file)).toEqual([]));

  it('says nothing of what is not known yet', () => expect(judge([rule], topologyWith(), asOf, {})).toEqual([]));

  it.each<[string, string, (outputs: Json) => void, string]>([
    [
      'a filter in another region',
      'topology.yaml',
      (o) => void (o.hosts.grounding.modelArmorHost = 'modelarmor.us-central1.rep.googleapis.com'),
      'hosts.grounding.modelArmorHost',
    ],
    [
      'a template of another region',
      'topology.yaml',
      (o) => void (o.hosts.grounding.modelArmorTemplate = 'projects/x/locations/us-central1/templates/x'),
      'hosts.grounding.modelArmorTemplate',
    ],
    ['the index of everywhere', 'topology.yaml', (o) => void (o.hosts.grounding.searchHost = 'discoveryengine.googleapis.com'), 'hosts.grounding.searchHost'],
    [
      'an index elsewhere',
      'topology.yaml',
      (o) => void (o.hosts.grounding.servingConfig = 'projects/1/locations/us/collections/a/engines/b/servingConfigs/c'),
      'hosts.grounding.servingConfig',
    ],
    [
      'an endpoint of another region',
      'topology.yaml',
      (o) => void (o.hosts.grounding.deployments.blue.endpointDns = '1-us-central1-123456789012.prediction.p.vertexai.goog'),
      'endpointDns',
    ],
    [
      'a server of somebody else',
      'topology.yaml',
      (o) => void (o.hosts.grounding.deployments.blue.endpointDns = '1-europe-west4-123456789012.example.com'),
      'endpointDns',
    ],
    [
      'a profile of another region',
      'topology.yaml',
      (o) => void (o.hosts['us-bedrock'].profiles.variable = 'arn:aws:bedrock:us-west-2:111122223333:application-inference-profile/x'),
      'hosts.us-bedrock.profiles.variable',
    ],
    [
      'a profile of another account',
      'topology.yaml',
      (o) => void (o.hosts['us-bedrock'].profiles.variable = 'arn:aws:bedrock:us-east-2:999999999999:application-inference-profile/x'),
      'hosts.us-bedrock.profiles.variable',
    ],
    [
      'a model of another region',
      'examples/eu-import.yaml',
      (o) => void (o.hosts['eu-import'].modelArn = 'arn:aws:bedrock:us-east-1:444455556666:imported-model/x'),
      'hosts.eu-import.modelArn',
    ],
    [
      'a key of another account',
      'topology.yaml',
      (o) => void (o.hosts['eu-fleet'].apiKeySecret = 'arn:aws:secretsmanager:eu-north-1:999999999999:secret:x'),
      'hosts.eu-fleet.apiKeySecret',
    ],
    [
      'an identity of another project',
      'topology.yaml',
      (o) => void (o.identities.search.grounded.serviceAccount = 'x@other.iam.gserviceaccount.com'),
      'identities.search.grounded.serviceAccount',
    ],
    [
      'a provider of another project',
      'topology.yaml',
      (o) => void (o.identities.search.grounded.audience = o.identities.search.grounded.audience.replace('123456789012', '999999999999')),
      'audience',
    ],
    [
      'an account that is none of Foundry',
      'topology.yaml',
      (o) => void (o.hosts['dev-foundry'].endpoint = 'https://dev-foundry.example.com/'),
      'hosts.dev-foundry.endpoint',
    ],
  ])('refuses %s', (_, file, change, path) => {
    expect(found(file, change)).toMatchObject([{ severity: 'fatal', message: expect.stringContaining(path) }]);
  });
});
