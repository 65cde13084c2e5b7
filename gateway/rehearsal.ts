import { foundryNames } from '../derived/azure-places.js';
import { deployTimeValues } from '../derived/deploy-time-values.js';
import { googleCaller } from '../derived/google-callers.js';
import { searchLocation } from '../facts/google.js';
import { cloudOf } from '../hosts/schemas.js';
import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';

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
  if (section === 'identities') return { ...googleCaller(topology, id, field) }[key];
  const host = entity(topology.hosts, id);
  const region = 'region' in host ? host.region : 'none';
  const cloud = cloudOf(host);
  const aws = cloud === 'aws' ? entity(topology.accounts.aws, host.account) : { id: 'none', partition: 'none' };
  const google = cloud === 'google' ? entity(topology.accounts.google, host.account) : { project: 'none', number: 'none' };
  const arn = (service: string) => `arn:${aws.partition}:${service}:${region}:${aws.id}`;
  const slot = path[3] === 'green' ? 2 : 1;
  const location = ('search' in host ? host.search?.location : undefined) ?? 'none';
  const values: Readonly<Record<string, unknown>> = {
    apiKeySecret: `${arn('secretsmanager')}:secret:rehearsal-${id}-AbCdEf`,
    profiles: `${arn('bedrock')}:application-inference-profile/${id}-${key}`,
    guardrail: key === 'version' ? '1' : 'gr1abc2def3g',
    modelArn: `${arn('bedrock')}:imported-model/rehearsal`,
    certificate,
    servingConfig: `projects/${google.number}/locations/${location}/collections/default_collection/engines/rehearsal/servingConfigs/default_search`,
    searchHost: searchLocation(location)?.apiHost,
    modelArmorTemplate: `projects/${google.project}/locations/${region}/templates/${topology.name}-${id}`,
    modelArmorHost: `modelarmor.${region}.rep.googleapis.com`,
    endpoint: cloud === 'azure' ? `https://${foundryNames(topology, id).account}.cognitiveservices.azure.com/` : undefined,
    deployment: 'model' in host ? host.model : undefined,
    clientIds: '00000000-0000-4000-8000-000000000001',
  };
  if (field !== 'deployments') return values[field];
  const [address = ''] = ('network' in host ? entity(topology.networks, host.network).cidr : '').split('/');
  return {
    endpointId: `${slot}000000000`,
    endpointDns: `${slot}000000000-${region}-${google.number}.prediction.p.vertexai.goog`,
    pscAddress: address.replace(/\d+$/, `1${slot}`),
  }[path[4] ?? ''];
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
