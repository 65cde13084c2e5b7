import { deployTimeValues } from '../derived/deploy-time-values.js';
import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';

/**
 * Deploy-time values for a rehearsal: documentation values in place of all that the gateway needs and no deployment has printed. What they
 * name does not exist; nothing that is deployed is made with them.
 */
export function rehearsalOutputs(topology: Topology): Outputs {
  const outputs: Record<string, unknown> = {};
  for (const { path } of deployTimeValues(topology)) {
    put(outputs, path, valueAt(topology, path));
    // An outputs file has it beside the version; gateways do not read it.
    if (path.at(-1) === 'version') put(outputs, [...path.slice(0, -1), 'definition'], '0123456789ab');
  }
  return outputs as Outputs;
}

function put(outputs: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const parent = path.slice(0, -1).reduce<Record<string, unknown>>((at, key) => {
    at[key] ??= {};
    return at[key] as Record<string, unknown>;
  }, outputs);
  parent[path.at(-1) ?? ''] = value;
}

function valueAt(topology: Topology, path: readonly string[]): unknown {
  const [section, id = '', field = '', key = ''] = path;
  if (section === 'identities') {
    // A signed request names the provider as a resource, a token by its URL.
    const scheme = topology.accounts.google[id]?.federation === 'oidc' ? 'https:' : '';
    const email = `${field}@rehearsal.iam.gserviceaccount.com`;
    return {
      serviceAccount: email,
      audience: `${scheme}//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/rehearsal/providers/aws`,
    }[key];
  }
  const host = topology.hosts[id];
  const region = host !== undefined && 'region' in host ? host.region : 'none';
  const slot = path[3] === 'green' ? 2 : 1;
  const values: Readonly<Record<string, unknown>> = {
    apiKeySecret: `arn:aws:secretsmanager:${region}:111122223333:secret:rehearsal-${id}-AbCdEf`,
    profiles: `arn:aws:bedrock:${region}:111122223333:application-inference-profile/${id}-${key}`,
    guardrail: key === 'version' ? '1' : 'gr1abc2def3g',
    modelArn: `arn:aws:bedrock:${region}:111122223333:imported-model/rehearsal`,
    certificate,
    servingConfig: 'projects/123456789012/locations/eu/collections/default_collection/engines/rehearsal/servingConfigs/default_search',
    searchHost: 'eu-discoveryengine.googleapis.com',
    modelArmorTemplate: `projects/rehearsal/locations/${region}/templates/rehearsal`,
    modelArmorHost: `modelarmor.${region}.rep.googleapis.com`,
    endpoint: `https://${id}.cognitiveservices.azure.com/`,
    deployment: `${id}-deployment`,
    clientIds: '00000000-0000-4000-8000-000000000001',
  };
  if (field !== 'deployments') return values[field];
  return { endpointId: `${slot}000000000`, endpointDns: `${slot}000000000-${region}-123456789012.prediction.p.vertexai.goog`, pscAddress: `192.0.2.1${slot}` }[
    path[4] ?? ''
  ];
}

/** Self-signed, for the names of private Vertex AI endpoints; its key was thrown away. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIB+jCCAaGgAwIBAgIURW00C7Fl/VTjP/PKlwZtYL00VmYwCgYIKoZIzj0EAwIw
PzEWMBQGA1UECgwNRG9jdW1lbnRhdGlvbjElMCMGA1UEAwwcKi5wcmVkaWN0aW9u
LnAudmVydGV4YWkuZ29vZzAgFw0yNjExMjkxNjEyNDJaGA8yMTI2MTEwNTE2MTI0
MlowPzEWMBQGA1UECgwNRG9jdW1lbnRhdGlvbjElMCMGA1UEAwwcKi5wcmVkaWN0
aW9uLnAudmVydGV4YWkuZ29vZzBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAgV
Q1zVz9OQ09jPAolhiMtGfAcMY6OGzbYRS4EhZTIAbCEkGgQCti3Y41Nw8AY9ZFdP
IS4Nf5q3RwQ04iGt4dajeTB3MB0GA1UdDgQWBBTpplrVeHq4crRF5RxKwBPD9EAI
WDAfBgNVHSMEGDAWgBTpplrVeHq4crRF5RxKwBPD9EAIWDAnBgNVHREEIDAeghwq
LnByZWRpY3Rpb24ucC52ZXJ0ZXhhaS5nb29nMAwGA1UdEwEB/wQCMAAwCgYIKoZI
zj0EAwIDRwAwRAIgYfovYHur/Z+9SU+xWET2xV4tCfHtMQZZo8oTRrsELxYCIDsX
RmKNW/UVjSaNByOTsIVm/0MAU/XiA4JnPfaoz2LD
-----END CERTIFICATE-----
`;
