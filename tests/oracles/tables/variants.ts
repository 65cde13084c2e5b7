import { topologySchema } from '../../../topology/schema/topology.js';
import { once } from '../../support/once.js';
import { topologies, topologyWith } from '../../support/topologies.js';
import { loadedWith, type Variant } from './combined.js';
import { existingVariants } from './existing-variants.js';
import { places } from './places.js';

const wholes = new Map(topologies.map(([, file]) => [file, [...places(topologySchema, topologyWith([], file).topology)]] as const));

/** Every change of a topology that `legitimate` makes, but for compositions. */
export function allVariants(): readonly Variant[] {
  return [...valueVariants().filter((one) => !isForbidden(one)), ...presenceVariants(), ...existingVariants()];
}

/** Each value of each enumeration and switch once, in the first topology that has a place for it and does not say it already. */
export const valueVariants = once((): readonly Variant[] => {
  const seen = new Set<string>();
  return [...wholes].flatMap(([file, all]) => {
    const choices = all.filter(({ values, value }) => values !== undefined && value !== undefined);
    for (const { name, value } of choices) seen.add(`${name}=${value}`);
    return choices.flatMap(({ path, name, values = [] }) =>
      values.flatMap((value) => {
        const variant = `${name}=${value}`;
        if (seen.has(variant)) return [];
        seen.add(variant);
        return [{ variant, file, path, value }];
      }),
    );
  });
});

/** Each optional field once without its value, and once with one where it has none: another topology's, or one of `samples`. */
export const presenceVariants = once((): readonly Variant[] => {
  const given = new Map<string, unknown>(Object.entries(samples));
  for (const all of wholes.values()) for (const { name, value } of all) if (value !== undefined && !given.has(name)) given.set(name, value);
  const changes = [...wholes].flatMap(([file, all]) =>
    all.flatMap(({ path, name, value, optional }) => {
      if (!optional || (value === undefined && !given.has(name)) || isEmpty(value)) return [];
      return [
        value === undefined ? { variant: `${name} given`, file, path, value: given.get(name) } : { variant: `${name} left out`, file, path, value: undefined },
      ];
    }),
  );
  const found = new Map<string, Variant>();
  for (const change of changes) if (!found.has(change.variant) && loadedWith(change.file, [change]) !== undefined) found.set(change.variant, change);
  return [...found.values()];
});

const isEmpty = (value: unknown) => value !== undefined && value !== null && typeof value === 'object' && Object.keys(value).length === 0;

/** Values for fields that no topology of the repository has. */
const samples: Readonly<Record<string, unknown>> = {
  'accounts.aws.*.organization.bedrockGuardrails.*.models': ['meta.llama3-3-70b-instruct-v1:0'],
  'hosts.*.self-hosted.aws.scaling.maxReplicas': 2,
  'hosts.*.self-hosted.aws.serving.maxModelLen': 32_768,
  'hosts.*.self-hosted.aws.serving.tensorParallel': 8,
  'hosts.*.self-hosted.google.serving.maxModelLen': 32_768,
  'hosts.*.self-hosted.google.serving.tensorParallel': 8,
  'hosts.*.vertex-endpoint.next': { machineType: 'a3-highgpu-4g', trafficPercent: 10 },
  'hosts.*.vertex-endpoint.reservation': 'projects/acme-llama-grounded/zones/europe-west4-b/reservations/gpus',
  'networks.*.s3PrefixList': 'pl-0123abcd',
  'weights.ingestRole': 'arn:aws:iam::210987654321:role/weights-ingest',
  'workloads.*.part': 1,
};

/** What no topology may say, whatever is approved: rules of data use refuse it before anything is synthesized. */
export function isForbidden({ variant }: Variant): boolean {
  return /\.retention=|invocationLogging=content|\.(requestLogging|telemetry)=true/.test(variant);
}
