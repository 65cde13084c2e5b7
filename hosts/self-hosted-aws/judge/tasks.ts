import { nodeAgentsOf } from '../../../derived/landing-zone.js';
import { nextVersion } from '../../../derived/next-version.js';
import { optionsOf, variablesOf } from '../../../evidence/containers/command-line.js';
import { any, anyOrder, differences, type Form, optional } from '../../../evidence/expected/differences.js';
import { refersTo } from '../../../evidence/expected/references.js';
import type { Problem } from '../../../evidence/synthesized/problem.js';
import { renderedText } from '../../../evidence/synthesized/rendered-text.js';
import { blocks, type Resource } from '../../../evidence/synthesized/stack.js';
import type { NodeAgent } from '../../../topology/schema/landing-zone.js';
import type { HostExtensions, JudgedHost } from '../../shared/host-judge.js';
import type { AwsFleetHost } from '../schema.js';
import { agentForm, exporterForm, metricsForm, serverForm, volumeName } from './containers.js';
import type { TaskPlace } from './task-place.js';

type Fields = Readonly<Record<string, Form>>;

/** A task of a fleet: which containers, in which order, and what of the node they see. */
interface TaskForm {
  readonly containers: readonly Fields[];
  readonly task: Fields;
}

/** How the tasks and services of a fleet differ from those of its host. A task is known by its family, which only servers have. */
export function* taskProblems(judged: JudgedHost<AwsFleetHost>): Iterable<Problem> {
  const { extended } = judged;
  for (const resource of judged.stacks.flatMap(({ resources }) => resources)) {
    if (resource.type === 'AWS::ECS::Service')
      for (const message of serviceDifferences(resource, extended)) yield { resource, message: `${resource.id} ${message}` };
    if (resource.type !== 'AWS::ECS::TaskDefinition') continue;
    if (wholly(resource, extended)) continue;
    const form = formOf(resource, judged);
    if (form === undefined)
      yield { resource, message: `${resource.id} is no task of this host. Allowed: its model servers, its exporters and agents of the landing zone.` };
    else for (const message of taskDifferences(resource, form, extended)) yield { resource, message: `${resource.id} ${message}` };
  }
}

/** Whether an extension allows each container of a task. */
function wholly({ stack, properties }: Resource, extended: HostExtensions): boolean {
  const containers = blocks(properties['ContainerDefinitions']);
  return containers.length > 0 && containers.every((container) => isAdded(container, stack.name, extended));
}

function isAdded({ Name, Image }: Record<string, unknown>, stack: string, extended: HostExtensions): boolean {
  return extended.container(renderedText(Name ?? ''), renderedText(Image ?? ''), stack);
}

function formOf(resource: Resource, { topology, id, host }: JudgedHost<AwsFleetHost>): TaskForm | undefined {
  const { stack, properties } = resource;
  const family = renderedText(properties['Family'] ?? '');
  const next = nextVersion(host);
  const place: TaskPlace = { topology, host: id, stack, fleet: stack.name };
  if (family === `${stack.name}-vllm`) return serverTask(place, host, family);
  if (next !== undefined && family === `${stack.name}-next-vllm`) return serverTask({ ...place, fleet: `${stack.name}/Next` }, next, family);
  // Nothing but its one container tells an agent: the form then holds all of it.
  const named = blocks(properties['ContainerDefinitions']).map(({ Name }) => Name);
  const agent = nodeAgentsOf(topology, id).find(([name]) => named.length === 1 && named[0] === name);
  if (family === '' && agent !== undefined) return agentTask(place, ...agent);
  const { dcgm, metrics } = host.images;
  if (family !== '' || dcgm === undefined || metrics === undefined) return undefined;
  // Exporters of both versions are alike but for the name of their fleet.
  const fleet = next !== undefined && JSON.stringify(properties).includes(`${stack.name}/Next`) ? `${stack.name}/Next` : stack.name;
  return {
    containers: [exporterForm(place, dcgm), metricsForm({ ...place, fleet }, metrics, 'dcgm')],
    task: { TaskRoleArn: refersTo(stack, 'AWS::IAM::Role', 'Arn'), Volumes: [volume('counters', '/etc/blueprint/dcgm-counters.csv')] },
  };
}

function serverTask(place: TaskPlace, host: AwsFleetHost, family: string): TaskForm {
  const { metrics } = host.images;
  return {
    containers: [serverForm(place, host), ...(metrics === undefined ? [] : [metricsForm(place, metrics, 'vllm')])],
    task: {
      Family: family,
      ...(metrics !== undefined && { TaskRoleArn: refersTo(place.stack, 'AWS::IAM::Role', 'Arn') }),
      Volumes: anyOrder([volume('models', '/mnt/nvme/models'), volume('compile-cache', '/mnt/nvme/compile-cache')]),
    },
  };
}

function agentTask(place: TaskPlace, name: string, agent: NodeAgent): TaskForm {
  const volumes = agent.reads.map((path) => volume(volumeName(path), path));
  return { containers: [agentForm(place, name, agent)], task: volumes.length > 0 ? { Volumes: anyOrder(volumes) } : {} };
}

function volume(name: string, path: string): Form {
  return { Name: name, Host: { SourcePath: path } };
}

function* taskDifferences({ type, properties, stack }: Resource, { containers, task }: TaskForm, extended: HostExtensions): Iterable<string> {
  const { ContainerDefinitions: found, ...others } = properties;
  const common: Fields = {
    ExecutionRoleArn: refersTo(stack, 'AWS::IAM::Role', 'Arn'),
    NetworkMode: 'awsvpc',
    RequiresCompatibilities: ['EC2'],
    Tags: optional(any),
  };
  yield* differences({ ...common, ...task }, others, '', (path) => extended.argument(type, path, stack.name));
  const definitions = blocks(found).filter((container) => !isAdded(container, stack.name, extended));
  if (definitions.length !== containers.length) {
    const names = definitions.map(({ Name }) => renderedText(Name ?? 'a container without a name'));
    yield `has the containers ${names.join(', ') || 'none'}. Allowed: ${containers.map(({ Name }) => String(Name)).join(', ')}.`;
  }
  for (const [index, form] of containers.entries()) {
    const definition = definitions[index];
    if (definition === undefined) continue;
    const name = String(form['Name']);
    const more = (path: string) => extended.argument(type, `ContainerDefinitions.${path}`, stack.name);
    for (const difference of differences(form, readable(definition, form), '', more)) yield `(${name}) ${difference}`;
  }
}

/** Arguments and variables by name: their order means nothing. */
function readable(definition: Record<string, unknown>, form: Fields): Record<string, unknown> {
  const { Command: command, Environment: environment } = definition;
  return {
    ...definition,
    // An agent's arguments are in the order of the landing zone.
    ...(Array.isArray(command) && !Array.isArray(form['Command']) && { Command: optionsOf(command.map(renderedText)) }),
    ...(Array.isArray(environment) && {
      Environment: variablesOf(
        blocks(environment).map(({ Name, Value, ...more }) => [renderedText(Name ?? ''), Object.keys(more).length > 0 ? { Value, ...more } : Value]),
      ),
    }),
  };
}

/** How many of them run is judged by capacity/emitted. */
function serviceDifferences({ type, properties, stack }: Resource, extended: HostExtensions): Iterable<string> {
  return differences(
    {
      Cluster: refersTo(stack, 'AWS::ECS::Cluster'),
      TaskDefinition: refersTo(stack, 'AWS::ECS::TaskDefinition'),
      EnableExecuteCommand: false,
      EnableECSManagedTags: true,
      PropagateTags: 'SERVICE',
      DesiredCount: optional(any),
      SchedulingStrategy: optional(any),
      LaunchType: optional('EC2'),
      CapacityProviderStrategy: optional([{ CapacityProvider: refersTo(stack, 'AWS::ECS::CapacityProvider'), Weight: 1 }]),
      DeploymentConfiguration: any,
      PlacementStrategies: optional(any),
      HealthCheckGracePeriodSeconds: optional(any),
      LoadBalancers: optional([{ ContainerName: 'vllm', ContainerPort: any, TargetGroupArn: refersTo(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup') }]),
      NetworkConfiguration: {
        AwsvpcConfiguration: { AssignPublicIp: 'DISABLED', SecurityGroups: [refersTo(stack, 'AWS::EC2::SecurityGroup', 'GroupId')], Subnets: any },
      },
      Tags: optional(any),
    },
    properties,
    '',
    (path) => extended.argument(type, path, stack.name),
  );
}
