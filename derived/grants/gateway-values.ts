import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { gatewayImages } from '../gateway-service.js';
import { gatewayTaskRoleArn } from '../gateway-tasks.js';
import { bootstrapQualifierOf } from '../landing-zone.js';
import { gatewayAssetPrefix, gatewayTaskRoleName } from '../names.js';
import { providerKeysOf } from '../provider-keys.js';
import type { GrantContext, Values } from './blanks.js';

/** Account and region of a stack. */
export interface At {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** The tasks of a zone's gateway: the role that they have, where their images are, and where the object is that they are configured by. */
export function gatewayValues(topology: Topology, outputs: Outputs, { place }: GrantContext, at: At): Values {
  const { account, region } = at;
  const images = gatewayImages(topology, outputs, { account: place.alias, region });
  return {
    'role name of the zone': [gatewayTaskRoleName(topology.name, place.subject)],
    'role of the zone': [gatewayTaskRoleArn(topology, place.subject)],
    'image repository': images === undefined ? [] : [images.envoy, images.processes].map((image) => repositoryArn(image, at)),
    'asset bucket': [`cdk-${bootstrapQualifierOf(topology) ?? 'hnb659fds'}-assets-${account}-${region}`],
    'prefix of configurations': [gatewayAssetPrefix(topology.name, place.subject)],
  };
}

/** Repository of an image: of the registry that it names, else of the account's own. */
export function repositoryArn(image: string, { account, region, partition }: At): string {
  const [, owner = account, place = region, rest = image] = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.[a-z]+\/(.+)$/.exec(image) ?? [];
  return `arn:${partition}:ecr:${place}:${owner}:repository/${/^[^:@]+/.exec(rest)?.[0] ?? rest}`;
}

/** Secrets of the providers that a workload calls with a key, and what they are encrypted with. */
export function keyValues(topology: Topology, workload: string): Values {
  const keys = providerKeysOf(topology, workload);
  return { 'secret of a provider': keys.map(({ secret }) => secret), 'key of such a secret': keys.map(({ key }) => key) };
}
