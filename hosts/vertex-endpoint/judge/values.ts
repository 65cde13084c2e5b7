import { physicalName } from '../../../derived/names.js';
import { modelArmorHost, predictionDomain, searchLocation } from '../../../facts/google.js';
import { nameLimit } from '../../../facts/limits.js';
import { entity } from '../../../topology/views.js';
import { type RecordedHost, type RecordedValue, recorded, recordedWithin } from '../../shared/recorded-judge.js';
import type { VertexEndpointHost } from '../schema.js';

/** Addresses of deployments, of the filter of prompts and of the index: all of the project, and where the host declares them. */
export function vertexValues(one: RecordedHost<VertexEndpointHost>): RecordedValue[] {
  return [...ofDeployments(one), ...ofModelArmor(one), ...ofSearch(one)];
}

function ofDeployments({ topology, host, found }: RecordedHost<VertexEndpointHost>): RecordedValue[] {
  const place = `${host.region}-${entity(topology.accounts.google, host.account).number}`;
  return Object.entries(found.deployments ?? {}).flatMap(([slot, { endpointId = '*', endpointDns, pscAddress }]) => [
    ...recorded(
      `deployments.${slot}.endpointDns`,
      endpointDns,
      host.endpoint === 'private-psc'
        ? `${endpointId}-${place}.${predictionDomain('dedicated-private')}`
        : `${endpointId}.${place}.${predictionDomain('dedicated-public')}`,
    ),
    ...recordedWithin(`deployments.${slot}.pscAddress`, pscAddress, entity(topology.networks, host.network).cidr),
  ]);
}

function ofModelArmor({ topology, id, host, found }: RecordedHost<VertexEndpointHost>): RecordedValue[] {
  const { project, number } = entity(topology.accounts.google, host.account);
  const template = physicalName(nameLimit('googleResource'), topology.name, id);
  return [
    ...recorded('modelArmorHost', found.modelArmorHost, modelArmorHost(host.region)),
    ...recorded(
      'modelArmorTemplate',
      found.modelArmorTemplate,
      ...[project, number].map((name) => `projects/${name}/locations/${host.region}/templates/${template}`),
    ),
  ];
}

function ofSearch({ topology, id, host, found }: RecordedHost<VertexEndpointHost>): RecordedValue[] {
  const { project, number } = entity(topology.accounts.google, host.account);
  const location = host.search?.location ?? 'none';
  const place = `projects/${number}/locations/${location}`;
  return [
    ...recorded('searchHost', found.searchHost, searchLocation(location)?.apiHost ?? 'none'),
    ...recorded('servingConfig', found.servingConfig, `${place}/collections/default_collection/engines/*/servingConfigs/default_search`),
    ...recorded('groundingConfig', found.groundingConfig, `${place}/groundingConfigs/default_grounding_config`),
    ...recorded('importBucket', found.importBucket, physicalName(63, project, topology.name, id, 'import')),
  ];
}
