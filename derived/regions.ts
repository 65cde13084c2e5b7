import type { Cloud } from '../clouds/cloud.js';
import { clouds, type DescribedCloud } from '../clouds/clouds.js';
import { profileDestinations } from '../facts/bedrock.js';
import { countryOf, regionsOf } from '../facts/regions.js';
import { bedrockReach } from '../hosts/bedrock/reach.js';
import type { BedrockHost } from '../hosts/bedrock/schema.js';
import { cloudOf, type Host } from '../hosts/schemas.js';
import { guardrailHosts } from '../hosts/select.js';
import { traitsOf } from '../hosts/traits.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';
import { hostOfPath } from './host-of-path.js';
import { remembered } from './remembered.js';

/** Regions where a Bedrock host may process, or undefined when facts do not know its profile. */
export function bedrockDestinations(topology: Topology, host: BedrockHost): readonly string[] | undefined {
  const { destinations, listed } = bedrockReach(topology, host);
  return listed ? destinations : undefined;
}

/** Where a Bedrock ARN (model or system profile) processes when it is called in a region; undefined when unknown. */
export function arnDestinations(arn: string): readonly string[] | undefined {
  const [, , , region = '', , resource = ''] = arn.split(':', 6);
  if (resource.startsWith('foundation-model/')) return region === '' ? undefined : [region];
  const profileId = arn.slice(arn.indexOf('inference-profile/') + 'inference-profile/'.length);
  return profileDestinations(profileId, region);
}

/** Regions that what a topology path asked for may name: its host's or network's, or any the topology uses in that cloud. */
export function allowedRegions(topology: Topology, cloud: DescribedCloud, origin: string): ReadonlySet<string> {
  const [section, id = ''] = origin.split('.');
  const host = hostOfPath(topology, origin)?.[1];
  if (host !== undefined && 'region' in host) {
    // An endpoint is in the region of its network, which may be another than the account's.
    const network = 'network' in host && traitsOf(host).network.mayDiffer.includes('region') ? [entity(topology.networks, host.network).region] : [];
    return new Set([host.region, ...network, ...processingRegions(topology, host)]);
  }
  const network = section === 'networks' ? topology.networks[id] : undefined;
  if (network !== undefined) {
    const hosts = guardrailHosts(topology).filter(([, { network: of }]) => of === id);
    // The endpoint's policy names models wherever a prompt that enters here may be processed.
    return new Set([network.region, ...hosts.flatMap(([, bedrock]) => processingRegions(topology, bedrock))]);
  }
  return regionsInUse(topology, cloud);
}

/** Every region of a cloud that hosts, their profiles and networks of the topology use. */
export function regionsInUse(topology: Topology, cloud: Cloud): ReadonlySet<string> {
  const hosts = Object.values(topology.hosts)
    .filter((host) => cloudOf(host) === cloud)
    .flatMap((host) => ('region' in host ? [host.region, ...processingRegions(topology, host)] : []));
  const networks = Object.values(topology.networks).filter((network) => network.cloud === cloud);
  return new Set([...hosts, ...networks.map(({ region }) => region)]);
}

/** Regions where a host is known to process. */
export function processingRegions(topology: Topology, host: Host): readonly string[] {
  const processing = traitsOf(host).processing(topology, host);
  return processing.scope === 'regions' ? processing.regions : [];
}

/** Names of a cloud's regions inside a text. AWS zone names count as their region. */
export function regionsInText(cloud: DescribedCloud, text: string): readonly string[] {
  if (clouds[cloud].regionsAre === 'whole-values') return countryOf(cloud, text) === undefined ? [] : [text];
  const read = readers.get(cloud) ?? reader(cloud);
  readers.set(cloud, read);
  return read(text);
}

type Reader = (text: string) => readonly string[];

const readers = new Map<DescribedCloud, Reader>();

function reader(cloud: DescribedCloud): Reader {
  const names = regionsOf(cloud).sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![A-Za-z0-9])(${names.join('|')})(?:-?[a-z])?(?![A-Za-z0-9])`, 'g');
  return remembered((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''));
}
