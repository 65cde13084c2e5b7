import { containersOf } from '../../evidence/containers/containers.js';
import { type EcsNodes, ecsNodesOf } from '../../evidence/containers/ecs-nodes.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, dig, type Resource } from '../../evidence/synthesized/stack.js';
import { instanceType, taskInterfaces } from '../../facts/ec2.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'capacity/task-interfaces',
  severity: 'error',
  title: 'Every task that ECS places on a node finds a network interface there.',
  why: 'In network mode awsvpc each task takes an interface of its own, and ECS uses network card 0 alone: two interfaces on a p5.48xlarge, and the node uses one. Without a trunk the second replica stays PROVISIONING with RESOURCE:ENI while seven eighths of the node are paid for and idle.',
  fix: 'Let nodes ask for a trunk interface before their agent registers (awsvpcTrunking, resource-name DNS off), or put fewer tasks on a node. For an instance type that is not in facts/ec2.yaml, add its row to taskInterfaces.',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-eni.html',

  *stack(stack) {
    if (stack.app !== 'aws') return;
    const nodes = ecsNodesOf(stack);
    for (const node of nodes) yield* nodeProblems(node);
    const placed = nodes.flatMap(({ services }) => services);
    for (const service of stack.resources.filter(({ type }) => type === 'AWS::ECS::Service')) {
      if (placed.includes(service) || dig(service.properties, 'LaunchType') === 'FARGATE') continue;
      yield {
        path: service.origin,
        resource: service,
        message: 'No Auto Scaling group of this stack is known to be the capacity of its cluster, so its tasks cannot be counted.',
      };
    }
  },
};

function* nodeProblems({ template, services }: EcsNodes): Iterable<Violation> {
  const at = { path: template.origin, resource: template };
  const type = renderedText(dig(template.properties, 'LaunchTemplateData', 'InstanceType') ?? '');
  const hardware = instanceType(type);
  const network = taskInterfaces(type);
  if (hardware === undefined || network === undefined) {
    yield { ...at, message: `The facts do not say how many network interfaces ${type === '' ? 'an instance without a type' : type} has for tasks.` };
    return;
  }
  let tasks = 0;
  for (const service of services) {
    const count = tasksPerNode(service, hardware.gpus);
    if (count === undefined) {
      yield {
        path: service.origin,
        resource: service,
        message: 'How many of its tasks a node takes is bounded by no GPU, so their interfaces cannot be counted.',
      };
    } else tasks += count;
  }
  const attached = blocks(dig(template.properties, 'LaunchTemplateData', 'NetworkInterfaces')).filter((card) => Number(card['NetworkCardIndex'] ?? 0) === 0);
  const free = network.interfaces - Math.max(1, attached.length);
  if (tasks <= free) return;
  const without = `A node of ${type} gets ${tasks} tasks with interfaces of their own; network card 0 has ${free} free`;
  if (network.branches === undefined) yield { ...at, message: `${without}, and the type takes no trunk interface.` };
  else if (free < 1) yield { ...at, message: `${without}, so that no trunk interface fits either.` };
  else if (tasks > network.branches) yield { ...at, message: `${without}, and ${network.branches} behind a trunk.` };
  else for (const problem of trunkProblems(template)) yield { ...at, message: `${without}. ${problem}` };
}

/** Why ECS would attach no trunk interface to a node. That its script asks for one was reviewed (supply-chain/reviewed-script). */
function* trunkProblems(template: Resource): Iterable<string> {
  const names = dig(template.properties, 'LaunchTemplateData', 'PrivateDnsNameOptions', 'EnableResourceNameDnsARecord');
  if (names !== false) yield 'A trunk needs EnableResourceNameDnsARecord: false in the launch template.';
}

/** Tasks of a service that one node takes at most; undefined where nothing bounds them. */
function tasksPerNode(service: Resource, gpus: number): number | undefined {
  const task = taskOf(service);
  if (task === undefined) return undefined;
  const mode = task.properties['NetworkMode'];
  if (mode === 'host' || mode === 'bridge' || mode === 'none') return 0;
  if (service.properties['SchedulingStrategy'] === 'DAEMON') return 1;
  const each = containersOf(task).reduce((sum, container) => sum + (container.gpus ?? 0), 0);
  return each > 0 ? Math.floor(gpus / each) : undefined;
}

function taskOf({ stack, properties }: Resource): Resource | undefined {
  const id = dig(properties, 'TaskDefinition', 'Ref');
  return stack.resources.find((resource) => resource.id === id && resource.type === 'AWS::ECS::TaskDefinition');
}
