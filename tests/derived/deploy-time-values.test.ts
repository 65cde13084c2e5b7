import { describe, expect, it } from 'vitest';
import { deployTimeValues } from '../../derived/deploy-time-values.js';
import { topologyWith } from '../support/topologies.js';

const told = (file: string, change: (topology: ReturnType<typeof topologyWith>['topology']) => void = () => {}) => {
  const topology = structuredClone(topologyWith([], file).topology);
  change(topology);
  return deployTimeValues(topology).map(({ workload, path, stack }) => `${workload}: ${path.join('.')} from ${stack}`);
};

describe('what gateways have to be told after a deployment', () => {
  it('in the reference: of a fleet its API key, for it has a name from the start', () => {
    expect(told('topology.yaml')).toEqual([
      'development: hosts.dev-foundry.endpoint from acme-dev-azure-foundry-dev-foundry',
      'development: hosts.dev-foundry.deployment from acme-dev-azure-foundry-dev-foundry',
      'development: hosts.dev-foundry.clientIds.development from acme-dev-azure-foundry-dev-foundry',
      'eu-production: hosts.eu-fleet.apiKeySecret from acme-prod-aws-fleet-eu-fleet',
      'global-assist: hosts.eu-fleet.apiKeySecret from acme-prod-aws-fleet-eu-fleet',
      'global-assist: hosts.us-bedrock.profiles.global-assist from acme-prod-aws-bedrock-us-bedrock',
      'global-assist: hosts.us-bedrock.guardrail.id from acme-prod-aws-bedrock-us-bedrock',
      'global-assist: hosts.us-bedrock.guardrail.version from acme-prod-aws-bedrock-us-bedrock',
      'grounded: identities.search.grounded.serviceAccount from acme-search-google-foundation-search',
      'grounded: identities.search.grounded.audience from acme-search-google-foundation-search',
      'grounded: hosts.grounding.deployments.blue.endpointId from acme-search-google-vertex-grounding',
      'grounded: hosts.grounding.deployments.blue.endpointDns from acme-search-google-vertex-grounding',
      'grounded: hosts.grounding.deployments.blue.pscAddress from acme-search-google-vertex-grounding',
      'grounded: hosts.grounding.certificate from acme-search-google-vertex-grounding',
      'grounded: hosts.grounding.modelArmorTemplate from acme-search-google-vertex-grounding',
      'grounded: hosts.grounding.modelArmorHost from acme-search-google-vertex-grounding',
      'grounded: hosts.grounding.servingConfig from acme-search-google-search-grounding',
      'grounded: hosts.grounding.searchHost from acme-search-google-search-grounding',
      'variable: hosts.us-bedrock.profiles.variable from acme-prod-aws-bedrock-us-bedrock',
      'variable: hosts.us-bedrock.guardrail.id from acme-prod-aws-bedrock-us-bedrock',
      'variable: hosts.us-bedrock.guardrail.version from acme-prod-aws-bedrock-us-bedrock',
    ]);
  });

  it('of an imported model: its ARN, and its guardrail', () => {
    expect(told('examples/eu-import.yaml')).toEqual(
      ['modelArn', 'guardrail.id', 'guardrail.version'].map(
        (field) => `claims: hosts.eu-import.${field} from eu-import-frankfurt-aws-bedrock-import-eu-import`,
      ),
    );
  });

  it('of a host on Google that gateways on AWS call: the identity of each workload', () => {
    expect(told('examples/eu-gce.yaml')).toEqual([
      'claims: identities.gpu.claims.serviceAccount from eu-gce-gpu-google-foundation-gpu',
      'claims: identities.gpu.claims.audience from eu-gce-gpu-google-foundation-gpu',
      'quality: identities.gpu.quality.serviceAccount from eu-gce-gpu-google-foundation-gpu',
      'quality: identities.gpu.quality.audience from eu-gce-gpu-google-foundation-gpu',
    ]);
  });

  it('nothing where no gateway on AWS calls', () => {
    expect(told('examples/sovereign.yaml', (topology) => void (topology.gateway.zones = {}))).toEqual([]);
    expect(told('examples/hosted-only.yaml', (topology) => void (topology.gateway.zones = {}))).toEqual([]);
  });

  it('names the stack of the part that a workload is in', () => {
    const parts = told('examples/hosted-only.yaml', ({ workloads: { assist } }) => void (assist !== undefined && Object.assign(assist, { part: 3 })));
    expect(parts.filter((line) => line.includes('.profiles.'))).toEqual([
      'assist: hosts.us-bedrock.profiles.assist from hosted-hosted-aws-bedrock-us-bedrock-part-3',
      'production: hosts.us-bedrock.profiles.production from hosted-hosted-aws-bedrock-us-bedrock',
      'variable: hosts.us-bedrock.profiles.variable from hosted-hosted-aws-bedrock-us-bedrock',
    ]);
  });
});
