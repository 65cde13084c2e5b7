import { serviceDomain } from '../../clouds/aws.js';
import { gatewayImages, gatewayOfStack } from '../../derived/gateway-service.js';
import { gatewayTaskRoleArn, gatewayTasks } from '../../derived/gateway-tasks.js';
import { gatewayTaskSize } from '../../facts/gateway.js';
import { calledAtEndpoint } from '../../hosts/traits.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { variablesOf } from '../containers/command-line.js';
import { Allowed, any, anyOrder, differences, type Form, optional } from '../expected/differences.js';
import { refersTo } from '../expected/references.js';
import type { Problem } from '../synthesized/problem.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, type Resource, type SynthesizedStack } from '../synthesized/stack.js';
import { configurationAsset } from './configuration.js';
import { type ContainerForm, containerForms } from './containers.js';

/** Whether an extension allows something further in a stack. */
export interface Further {
  container(name: string, image: string): boolean;
  argument(type: string, path: string): boolean;
}

/** How the task and the service of a zone's gateway differ from what its zone gives them. */
export function* gatewayTaskProblems(topology: Topology, outputs: Outputs, stack: SynthesizedStack, further: Further): Iterable<Problem> {
  const place = gatewayOfStack(topology, stack.name);
  const images = place && gatewayImages(topology, outputs, place);
  if (place === undefined || images === undefined) {
    yield { message: `${stack.name} is of a zone without an endpoint, or without recorded images. Allowed: no stack.` };
    return;
  }
  const { partition } = entity(topology.accounts.aws, place.account);
  const forms = containerForms({
    stack,
    images,
    configuration: configurationAsset(stack),
    translated: isTranslated(topology, place.zone),
    domain: serviceDomain(partition),
  });
  for (const resource of stack.resources) {
    if (resource.type === 'AWS::ECS::TaskDefinition') {
      const role = gatewayTaskRoleArn(topology, place.zone);
      for (const message of taskDifferences(resource, forms, role, further)) yield { resource, message: `${resource.id} ${message}` };
    }
    const form = otherForms(topology, place.zone, stack)[resource.type];
    if (form !== undefined)
      for (const message of differences(form, resource.properties, '', (path) => further.argument(resource.type, path)))
        yield { resource, message: `${resource.id} ${message}` };
  }
}

/** Whether a route of a zone leads to an endpoint of a provider on AWS, which a translator speaks to. */
function isTranslated(topology: Topology, zone: string): boolean {
  return Object.values(topology.workloads).some(
    (workload) => workload.zone === zone && workload.route.some((host) => calledAtEndpoint(entity(topology.hosts, host))),
  );
}

function* taskDifferences({ type, properties, stack }: Resource, forms: readonly ContainerForm[], role: string, further: Further): Iterable<string> {
  const { ContainerDefinitions: found, ...others } = properties;
  yield* differences(taskForm(stack, role), others, '', (path) => further.argument(type, path));
  const definitions = blocks(found).filter(({ Name, Image }) => !further.container(renderedText(Name ?? ''), renderedText(Image ?? '')));
  const names = (all: readonly Record<string, unknown>[]) => all.map(({ Name }) => renderedText(Name ?? 'one without a name')).join(', ') || 'none';
  if (names(definitions) !== names(forms)) yield `has the containers ${names(definitions)}. Allowed: ${names(forms)}.`;
  for (const form of forms) {
    const definition = definitions.find(({ Name }) => Name === form['Name']);
    if (definition === undefined) continue;
    for (const difference of differences(form, withVariables(definition), '', (path) => further.argument(type, `ContainerDefinitions.${path}`)))
      yield `(${String(form['Name'])}) ${difference}`;
  }
}

/** Variables by name: their order means nothing. */
function withVariables(definition: Record<string, unknown>): Record<string, unknown> {
  const { Environment: environment } = definition;
  if (!Array.isArray(environment)) return definition;
  const named = blocks(environment).map(({ Name, Value, ...more }): [string, unknown] => [
    renderedText(Name ?? ''),
    Object.keys(more).length > 0 ? { Value, ...more } : Value,
  ]);
  return { ...definition, Environment: variablesOf(named) };
}

/** The role is that of this zone and no other: the roles of its workloads let it alone in. */
function taskForm(stack: SynthesizedStack, role: string): Readonly<Record<string, Form>> {
  return {
    Family: stack.name,
    Cpu: any,
    Memory: any,
    ExecutionRoleArn: refersTo(stack, 'AWS::IAM::Role', 'Arn'),
    TaskRoleArn: role,
    NetworkMode: 'awsvpc',
    RequiresCompatibilities: ['FARGATE'],
    RuntimePlatform: { CpuArchitecture: 'X86_64', OperatingSystemFamily: 'LINUX' },
    Volumes: anyOrder([{ Name: 'configuration' }, { Name: 'run' }]),
    Tags: optional(any),
  };
}

/** What runs the task, and how many of it: never fewer than the topology says, or nothing serves. */
function otherForms(topology: Topology, zone: string, stack: SynthesizedStack): Readonly<Record<string, Readonly<Record<string, Form>>>> {
  const { min, max } = gatewayTasks(topology, zone);
  return {
    'AWS::ECS::Service': serviceForm(stack),
    'AWS::ApplicationAutoScaling::ScalableTarget': {
      ServiceNamespace: 'ecs',
      ScalableDimension: 'ecs:service:DesiredCount',
      ResourceId: resourceId(stack),
      MinCapacity: min,
      MaxCapacity: max,
      Tags: optional(any),
    },
    'AWS::ApplicationAutoScaling::ScalingPolicy': {
      PolicyName: 'processors',
      PolicyType: 'TargetTrackingScaling',
      ScalingTargetId: refersTo(stack, 'AWS::ApplicationAutoScaling::ScalableTarget'),
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: gatewayTaskSize().busyPercent,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        ScaleOutCooldown: any,
        ScaleInCooldown: any,
      },
    },
  };
}

/** The service that is scaled is the stack's own. */
function resourceId({ resources }: SynthesizedStack): Allowed {
  const of = (type: string) => resources.find((resource) => resource.type === type)?.id ?? 'none';
  const own = `service/\${${of('AWS::ECS::Cluster')}}/\${${of('AWS::ECS::Service')}.Name}`;
  return new Allowed(own, (text) => text === own);
}

function serviceForm(stack: SynthesizedStack): Readonly<Record<string, Form>> {
  return {
    Cluster: refersTo(stack, 'AWS::ECS::Cluster'),
    TaskDefinition: refersTo(stack, 'AWS::ECS::TaskDefinition'),
    LaunchType: 'FARGATE',
    PlatformVersion: '1.4.0',
    AvailabilityZoneRebalancing: 'ENABLED',
    EnableExecuteCommand: false,
    EnableECSManagedTags: true,
    PropagateTags: 'SERVICE',
    DeploymentConfiguration: any,
    HealthCheckGracePeriodSeconds: any,
    LoadBalancers: [{ ContainerName: 'envoy', ContainerPort: 8443, TargetGroupArn: refersTo(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup') }],
    NetworkConfiguration: {
      AwsvpcConfiguration: { AssignPublicIp: 'DISABLED', SecurityGroups: [refersTo(stack, 'AWS::EC2::SecurityGroup', 'GroupId')], Subnets: any },
    },
    Tags: optional(any),
  };
}
