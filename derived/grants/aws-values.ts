import { gpuFamilies, organizationPlace } from '../../facts/iam.js';
import { modelArn } from '../../hosts/bedrock/reach.js';
import { servedModels } from '../../hosts/schemas.js';
import { guardrailHosts } from '../../hosts/select.js';
import { guardedUse, traitsOf } from '../../hosts/traits.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, managementAccount, workloadsOn } from '../../topology/views.js';
import { bedrockUse, boundedAccounts, enforcedGuardrail, fleetRegions } from '../boundary.js';
import { spendLogArns } from '../cost-job.js';
import { imageAssetBucket } from '../egress-jobs.js';
import { gatewayCallers } from '../gateway-callers.js';
import { gatewayRole } from '../gateway-role.js';
import { imagePullers } from '../gateway-service.js';
import { gatewayTaskRoleArn } from '../gateway-tasks.js';
import { bootstrapQualifierOf, nodeAgentsOf, rolePathOf, securityPrincipals } from '../landing-zone.js';
import {
  gatewayTaskRoleName,
  imageAssetPrefix,
  imageStarterName,
  ingestRoleName,
  ingestStarterName,
  parameterName,
  signingAlias,
  stackName,
  weightsPrefix,
} from '../names.js';
import { identityHome } from '../parts.js';
import { ingestRoleArn, weightsPlaces } from '../supply.js';
import { tokenBrokerIn, tokenBrokerOf } from '../token-brokers.js';
import { awsWeightsBucket } from '../weights-buckets.js';
import type { Bound, GrantContext, Values } from './blanks.js';
import { type At, gatewayValues, keyValues, repositoryArn } from './gateway-values.js';
import type { StackPlace } from './stack-place.js';
import { tokenAudiences } from './token-audiences.js';

/** What may fill the blanks of a form in a stack on AWS. */
export function awsValues(topology: Topology, outputs: Outputs, context: GrantContext): Values {
  const { place, region } = context;
  const { id: account, partition } = entity(topology.accounts.aws, place.alias);
  const at = { account, region, partition };
  return {
    ...(place.kind === 'aws-organization' && enforcementValues(topology, partition)),
    account: [account],
    region: [region],
    arn: [`arn:${partition}`],
    'stack name': [context.stack],
    parameters: [`/llama/${topology.name}`],
    'security role': securityPrincipals(topology),
    'bootstrap qualifier': [bootstrapQualifierOf(topology) ?? 'hnb659fds'],
    'retention mode': [entity(topology.accounts.aws, place.alias).bedrock.retention],
    ...(place.kind === 'aws-gateway' ? gatewayValues(topology, outputs, context, at) : networkValues(topology, place.subject)),
    ...hostValues(topology, outputs, place, at),
    ...weightsValues(topology, region, at),
    'starting role': (place.kind === 'aws-images' ? topology.gateway.images : topology.weights.ingest)?.startedBy ?? [],
    // Elsewhere the account of a gateway is the stack's own.
    ...(place.kind === 'aws-images' && imageValues(topology, region, at)),
    'called model': calledModels(topology, place.alias, region),
    'spend log': spendLogArns(topology, place.kind, place.alias),
  };
}

/** The same for the entity that the name of a resource speaks of. */
export function awsBoundValues(topology: Topology, { workload, target, zone }: Bound): Values {
  return {
    ...(target !== undefined && boundaryValues(topology, target)),
    ...(zone !== undefined && { 'task role': [gatewayTaskRoleName(topology.name, zone)] }),
    ...(workload !== undefined && {
      'workload role': [gatewayRole(topology, workload)],
      'every token audience': tokenAudiences(topology, workload),
      'role of its zone': zoneRole(topology, workload),
      ...(topology.workloads[workload] !== undefined && keyValues(topology, workload)),
      'token broker': topology.workloads[workload] === undefined ? [] : [tokenBrokerOf(topology, workload) ?? []].flat(),
    }),
  };
}

function zoneRole(topology: Topology, workload: string): string[] {
  const entry = topology.workloads[workload];
  return entry === undefined || identityHome(topology) === undefined ? [] : [gatewayTaskRoleArn(topology, entry.zone)];
}

function hostValues(topology: Topology, outputs: Outputs, place: StackPlace, { account, region, partition }: At): Values {
  const id = place.subject;
  // A zone may be called like a host.
  const host = place.kind === 'aws-gateway' ? undefined : topology.hosts[id];
  if (host === undefined) return {};
  const agents = nodeAgentsOf(topology, id).map(([, { image }]) => image);
  const images = [
    ...traitsOf(host)
      .images(host)
      .map(([, image]) => image),
    ...agents,
  ];
  return {
    'every caller role': workloadsOn(topology, id).map(([workload]) => gatewayRole(topology, workload)),
    ...('guardrail' in host && {
      ...guardrailValues(topology, outputs, place, { account, region, partition }),
      'network id': [networkId(topology, host.network)],
      'every model': guardedUse(topology, host).behind,
    }),
    'import owner': [`${topology.name}-${id}`],
    'existing key': [topology.existing.keys[id]].flatMap((key) => key ?? []),
    'weights prefix': servedModels(host).map((model) => weightsPrefix(entity(topology.models, model))),
    'image repository': images.map((image) => repositoryArn(image, { account, region, partition })),
  };
}

/** VPC that a call has to come from: the one that exists, else the one that the network's stack shares. */
function networkId(topology: Topology, network: string): string {
  return topology.existing.networks[network]?.id ?? `\${${parameterName(topology.name, 'network', network, 'vpc-id')}}`;
}

/** The guardrail that calls of a host name, as its stacks know it, and the one that the organization puts before it. */
function guardrailValues(topology: Topology, outputs: Outputs, { kind, alias, subject }: StackPlace, { account, region, partition }: At): Values {
  const existing = topology.existing.guardrails[subject];
  const named = topology.existing.keys[subject];
  const enforced = enforcedGuardrail(topology, alias, region);
  const shared = (name: string) => `\${${parameterName(topology.name, 'bedrock', subject, name)}}`;
  const deployed = outputs.hosts?.[subject]?.guardrail?.version;
  const made = kind.endsWith(' part')
    ? { arn: shared('guardrail-arn'), version: shared('guardrail-version'), key: shared('guardrail-key-arn') }
    : { arn: '${Guardrail.GuardrailArn}', version: '${GuardrailVersion.Version}', key: '${Key.Arn}' };
  const arn = existing === undefined ? made.arn : `arn:${partition}:bedrock:${region}:${account}:guardrail/${existing.id}`;
  const versions = existing === undefined ? [made.version, ...(deployed === undefined ? [] : [deployed])] : [existing.version];
  return {
    'guardrail version': versions.map((version) => `${arn}:${version}`),
    guardrail: [arn],
    'guardrail key': named !== undefined ? [named] : existing === undefined ? [made.key] : [],
    ...(enforced !== undefined && {
      'enforced guardrail': [enforced.arn],
      ...(enforced.keyArn !== undefined && { 'enforced guardrail key': [enforced.keyArn] }),
    }),
  };
}

/** The hosts on Bedrock of a network, for the policy of its endpoint. */
function networkValues(topology: Topology, network: string): Values {
  const hosts = guardrailHosts(topology).filter(([, host]) => host.network === network);
  return {
    'asked broker': [tokenBrokerIn(topology, network) ?? []].flat(),
    'endpoint caller': hosts.flatMap(([id]) => gatewayCallers(topology, network, id)),
    'endpoint model': hosts.flatMap(([, host]) => guardedUse(topology, host).behind),
    'endpoint enforced guardrail': hosts.flatMap(([, host]) => enforcedGuardrail(topology, host.account, host.region)?.arn ?? []),
  };
}

/** Weights of a region: the buckets and keys of the accounts that serve them, and who brings them in. */
function weightsValues(topology: Topology, region: string, { account, partition }: At): Values {
  const { ingest, signingKeyGeneration } = topology.weights;
  const places = weightsPlaces(topology, 'aws').filter((place) => place.region === region);
  const owners = places.map((place) => entity(topology.accounts.aws, place.account).id);
  const writer = ingestRoleArn(topology, region);
  return {
    'weights account': owners,
    'weights bucket': places.map((place) => awsWeightsBucket(topology, place.account, region)),
    'signing alias': [signingAlias(topology.name, signingKeyGeneration)],
    'every ingest role': writer === undefined ? [] : [writer],
    // Names of constructs lose all but letters and digits in a template.
    'every ingest job': places.flatMap((place) => place.models.map((model) => `\${${`${place.account}${model}`.replace(/[^A-Za-z0-9]/g, '')}.Arn}`)),
    'ingest role name': [ingestRoleName(topology.name, region)],
    'starter name': [ingestStarterName(topology.name, region)],
    ...(ingest !== undefined && { 'ingest repository': [repositoryArn(ingest.image, { account, region, partition })] }),
  };
}

/** Images of gateways: who pulls them, who starts the job, and what it reads. */
function imageValues(topology: Topology, region: string, { account, partition }: At): Values {
  const { images } = topology.gateway;
  if (images === undefined) return {};
  return {
    'every account of a gateway': imagePullers(topology, region).map((number) => `arn:${partition}:iam::${number}:root`),
    'image starter name': [imageStarterName(topology.name, region)],
    'builder repository': [repositoryArn(images.builder, { account, region, partition })],
    'image assets': [`arn:${partition}:s3:::${imageAssetBucket(topology, account, region)}/${imageAssetPrefix(topology.name)}`],
  };
}

/** Models of the provider's that hosts on Bedrock in one account and region call. */
function calledModels(topology: Topology, alias: string, region: string): string[] {
  const { partition } = entity(topology.accounts.aws, alias);
  return guardrailHosts(topology).flatMap(([, host]) => {
    const { watched } = guardedUse(topology, host);
    return host.account === alias && host.region === region && watched !== 'none' ? [modelArn(partition, region, watched)] : [];
  });
}

/** What holds for every account that the organization's policies are put on. Which guardrail is for which region, residency/org-boundary judges. */
function enforcementValues(topology: Topology, partition: string): Values {
  const bounded = boundedAccounts(topology).map((alias) => entity(topology.accounts.aws, alias).id);
  const enforced = Object.entries(managementAccount(topology)?.organization.bedrockGuardrails ?? {});
  return {
    'every account that opts out': organizationPlace(partition).optOut ? bounded : [],
    'bounded account': bounded,
    'enforced region': enforced.map(([region]) => region),
    'enforced guardrail': enforced.map(([, { guardrail }]) => guardrail),
    'enforced model': enforced.flatMap(([, { models }]) => models ?? ['ALL']),
    'excepted model': enforced.flatMap(([, { exceptModels }]) => (exceptModels.length === 0 ? ['[]'] : exceptModels)),
    'guarding of system prompts': enforced.map(([, { system }]) => system),
    'guarding of messages': enforced.map(([, { messages }]) => messages),
  };
}

/** What the policies of the organization say about one account; nothing about one that they do not hold in. */
function boundaryValues(topology: Topology, alias: string): Values {
  if (!boundedAccounts(topology).includes(alias)) return {};
  const { id, partition, bedrock } = entity(topology.accounts.aws, alias);
  const organization = managementAccount(topology)?.organization;
  const role = (name: string) => `arn:${partition}:iam::${id}:role/${name}`;
  const { regions, invocable, profiles } = bedrockUse(topology, alias);
  // Where Bedrock is forbidden whole, nothing more is said about it.
  const used = regions.length > 0;
  // CloudFormation keeps at least twenty characters of a stack's name in the roles that it names.
  const generated = `${rolePathOf(topology).slice(1)}${stackName(topology, alias, 'aws-').slice(0, 20)}*`;
  return {
    'every Bedrock region': regions,
    'every invocable': invocable,
    'every profile': profiles,
    'every retention mode': used ? [...new Set(['none', bedrock.retention])] : [],
    'every platform role': used ? [...(organization?.platformRoles ?? []).map(role), role(generated)] : [],
    'every procurement role': (organization?.procurementRoles ?? []).map(role),
    'every fleet region': fleetRegions(topology, alias),
    'every accelerator family': gpuFamilies(),
    'target account': [id],
  };
}
