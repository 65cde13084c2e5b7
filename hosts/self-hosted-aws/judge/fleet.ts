import { nodeAgentsOf } from '../../../derived/landing-zone.js';
import { nextVersion } from '../../../derived/next-version.js';
import { replicasOf } from '../../../derived/replicas.js';
import { containersOf } from '../../../evidence/containers/containers.js';
import { any, type Form, optional } from '../../../evidence/expected/differences.js';
import { refersTo } from '../../../evidence/expected/references.js';
import { countDiffers, fieldsDiffer, ofType } from '../../../evidence/expected/resources.js';
import type { Problem } from '../../../evidence/synthesized/problem.js';
import type { Resource } from '../../../evidence/synthesized/stack.js';
import { nodeImageParameter } from '../../../facts/serving.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { sortedEntries } from '../../../topology/views.js';
import type { JudgedHost } from '../../shared/host-judge.js';
import { capacityLadder, hasDedicated } from '../dedicated.js';
import type { AwsFleetHost } from '../schema.js';
import { alarmProblems } from './alarms.js';
import { servesNext } from './served-version.js';

/** How nodes, replicas, reservations and alarms differ from those that a fleet declares. */
export function* fleetProblems({ topology, stacks, id, host, extended }: JudgedHost<AwsFleetHost>): Iterable<Problem> {
  // Their number, zones and the group of them are judged by capacity/block-window.
  for (const reservation of ofType(stacks, 'AWS::EC2::CapacityReservation')) yield* fieldsDiffer(reservation, reservationFields(host));
  const fleets = stacks.filter(({ resources }) => resources.some(({ type }) => type === 'AWS::AutoScaling::AutoScalingGroup'));
  const versions = host.transition === undefined ? 1 : 2;
  const exporters = host.images.dcgm !== undefined && host.images.metrics !== undefined ? versions : 0;
  const agents = nodeAgentsOf(topology, id).length * versions;
  // Tasks of an extension, whose containers are compared by data-use/model-server.
  const added = (type: string) =>
    type === 'AWS::ECS::TaskDefinition'
      ? ofType(fleets, type).filter((task) => containersOf(task).every(({ name, image }) => extended.container(name, image, task.stack.name))).length
      : 0;
  for (const type of perVersion) yield* countDiffers(fleets, type, versions);
  for (const type of ['AWS::ECS::TaskDefinition', 'AWS::ECS::Service']) yield* countDiffers(fleets, type, versions + exporters + agents + added(type));
  yield* countDiffers(fleets, 'AWS::ApplicationAutoScaling::ScalableTarget', host.scaling === undefined ? 0 : 1);
  for (const template of ofType(fleets, 'AWS::EC2::LaunchTemplate')) yield* templateProblems(template, host);
  for (const group of ofType(fleets, 'AWS::AutoScaling::AutoScalingGroup')) yield* groupProblems(group, host);
  for (const service of ofType(fleets, 'AWS::ECS::Service')) yield* serviceProblems(service, topology, host);
  for (const target of ofType(fleets, 'AWS::ApplicationAutoScaling::ScalableTarget')) yield* fieldsDiffer(target, targetFields(topology, host));
  for (const policy of ofType(fleets, 'AWS::ApplicationAutoScaling::ScalingPolicy')) yield* policyProblems(policy, host);
  for (const stack of fleets) yield* alarmProblems(stack, topology, id, host);
}

const perVersion = ['AWS::ECS::Cluster', 'AWS::AutoScaling::AutoScalingGroup', 'AWS::EC2::LaunchTemplate', 'AWS::ECS::CapacityProvider'];

function reservationFields({ nodes }: AwsFleetHost): Readonly<Record<string, Form>> {
  return {
    InstanceType: nodes.instanceType,
    InstancePlatform: 'Linux/UNIX',
    InstanceMatchCriteria: 'targeted',
    EndDateType: 'unlimited',
    EndDate: none,
    Tenancy: none,
    EphemeralStorage: none,
    PlacementGroupArn: none,
    OutPostArn: none,
  };
}

/** A field that no stack emits. */
const none = optional({});

function templateProblems(template: Resource, { nodes, nodeImage }: AwsFleetHost): Iterable<Problem> {
  const { stack } = template;
  const parameter = nodeImageParameter(nodeImage);
  return fieldsDiffer(template, {
    LaunchTemplateData: {
      // An image that is no release is found in the topology, by supply-chain/ami-pinned.
      ImageId: parameter === undefined ? any : `resolve:ssm:${parameter}`,
      InstanceType: nodes.instanceType,
      IamInstanceProfile: { Arn: refersTo(stack, 'AWS::IAM::InstanceProfile', 'Arn') },
      SecurityGroupIds: [refersTo(stack, 'AWS::EC2::SecurityGroup', 'GroupId')],
      PrivateDnsNameOptions: { HostnameType: 'ip-name', EnableResourceNameDnsARecord: false, EnableResourceNameDnsAAAARecord: false },
      // Judged by identity/instance-metadata, encryption/at-rest and supply-chain/weights-verified.
      MetadataOptions: any,
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeType: 'gp3', VolumeSize: 200, DeleteOnTermination: true, Encrypted: any, KmsKeyId: any } }],
      UserData: any,
      Monitoring: { Enabled: true },
      TagSpecifications: any,
    },
  });
}

function groupProblems(group: Resource, host: AwsFleetHost): Iterable<Problem> {
  const { stack } = group;
  const template = stack.resources.find(({ id, type }) => type === 'AWS::EC2::LaunchTemplate' && JSON.stringify(group.properties).includes(`"${id}"`));
  const next = template !== undefined && servesNext(template) === true;
  const count = (next ? host.transition?.nodes : undefined) ?? host.nodes.count;
  return fieldsDiffer(group, {
    MinSize: count,
    MaxSize: count,
    DesiredCapacity: count,
    AvailabilityZones: none,
    InstanceId: none,
    LaunchConfigurationName: none,
    LaunchTemplate: none,
    PlacementGroup: none,
    LifecycleHookSpecificationList: none,
    NotificationConfigurations: none,
    MixedInstancesPolicy: {
      LaunchTemplate: {
        LaunchTemplateSpecification: {
          LaunchTemplateId: refersTo(stack, 'AWS::EC2::LaunchTemplate'),
          Version: refersTo(stack, 'AWS::EC2::LaunchTemplate', 'LatestVersionNumber'),
        },
      },
      InstancesDistribution: { OnDemandAllocationStrategy: 'prioritized', DistributionSegments: [{ TargetCapacityTypes: capacityLadder(host.capacity) }] },
    },
    // Which group is the target is judged by capacity/block-window.
    CapacityReservationSpecification: hasDedicated(host.capacity)
      ? { CapacityReservationPreference: 'default', CapacityReservationTarget: { CapacityReservationResourceGroupArns: any } }
      : none,
    NewInstancesProtectedFromScaleIn: true,
    HealthCheckType: 'EC2',
  });
}

/** Replicas that run outside a deployment. */
function replicasIn(topology: Topology, host: AwsFleetHost): number {
  return host.scaling?.maxReplicas ?? Math.max(0, host.nodes.count - host.nodes.spare) * replicasOf(topology, host).replicasPerNode;
}

function* serviceProblems(service: Resource, topology: Topology, host: AwsFleetHost): Iterable<Problem> {
  const { stack, properties } = service;
  const id = JSON.stringify(properties['TaskDefinition']);
  const task = stack.resources.find((resource) => resource.type === 'AWS::ECS::TaskDefinition' && id?.includes(`"${resource.id}"`));
  const next = task === undefined ? undefined : servesNext(task);
  if (next === undefined) yield* fieldsDiffer(service, { SchedulingStrategy: 'DAEMON', DesiredCount: none, LoadBalancers: none });
  else {
    const served = (next ? nextVersion(host) : undefined) ?? host;
    yield* fieldsDiffer(service, {
      SchedulingStrategy: optional('REPLICA'),
      DesiredCount: served.scaling === undefined ? replicasIn(topology, served) : none,
      LoadBalancers: any,
      CapacityProviderStrategy: any,
    });
  }
}

function targetFields(topology: Topology, host: AwsFleetHost): Readonly<Record<string, Form>> {
  const { minReplicas = 0, schedules = {} } = host.scaling ?? {};
  const most = replicasIn(topology, host);
  return {
    MinCapacity: minReplicas,
    MaxCapacity: most,
    ScalableDimension: 'ecs:service:DesiredCount',
    ServiceNamespace: 'ecs',
    SuspendedState: none,
    ScheduledActions: sortedEntries(schedules).map(([name, schedule]) => ({
      ScheduledActionName: name,
      Schedule: `cron(${schedule.cron})`,
      Timezone: schedule.timezone,
      ScalableTargetAction: { MinCapacity: schedule.minReplicas, MaxCapacity: most },
    })),
  };
}

function* policyProblems(policy: Resource, { scaling }: AwsFleetHost): Iterable<Problem> {
  const { waitingPerReplica } = scaling ?? {};
  if (waitingPerReplica === undefined) {
    yield { resource: policy, message: `${policy.id} scales replicas by a metric. Allowed: none; the topology sets no waitingPerReplica.` };
    return;
  }
  yield* fieldsDiffer(policy, {
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: waitingPerReplica,
      CustomizedMetricSpecification: any,
      ScaleOutCooldown: any,
      ScaleInCooldown: any,
    },
  });
}
