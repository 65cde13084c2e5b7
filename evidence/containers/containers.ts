import { unitCommands, writtenFiles } from '../scripts/cloud-init.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, dig, type Resource, record } from '../synthesized/stack.js';
import type { Container } from './container.js';
import { dockerRun } from './docker-run.js';

/** Containers that a resource defines. */
export function containersOf(resource: Resource): Container[] {
  switch (resource.type) {
    case 'AWS::ECS::TaskDefinition':
      return blocks(resource.properties['ContainerDefinitions']).map((container) => ({
        ...read(container, { name: 'Name', image: 'Image', arguments: ['EntryPoint', 'Command'], environment: 'Environment', variable: ['Name', 'Value'] }),
        gpus: Number(blocks(container['ResourceRequirements']).find(({ Type }) => Type === 'GPU')?.['Value'] ?? 0),
      }));
    case 'google_vertex_ai_endpoint_with_model_garden_deployment':
      return blocks(dig(resource.properties, 'model_config', 'container_spec')).map((container) =>
        read(container, { name: 'name', image: 'image_uri', arguments: ['command', 'args'], environment: 'env', variable: ['name', 'value'] }),
      );
    default:
      return units(resource).flatMap((unit) => unitCommands(unit).flatMap((words) => dockerRun(words) ?? []));
  }
}

/** Units of systemd that a machine's cloud-init writes. */
function units(resource: Resource): string[] {
  return Object.entries(writtenFiles(resource)).flatMap(([path, unit]) => (path.endsWith('.service') ? [unit] : []));
}

/** Whether a container runs vLLM: by its name, its image or the command it starts. */
export function runsVllm(container: Container): boolean {
  return /vllm/i.test([container.name, container.image, ...container.arguments.slice(0, 4)].join(' '));
}

interface Shape {
  readonly name: string;
  readonly image: string;
  readonly arguments: readonly string[];
  readonly environment: string;
  readonly variable: readonly [name: string, value: string];
}

function read(container: Record<string, unknown>, shape: Shape): Container {
  const [name, value] = shape.variable;
  return {
    name: renderedText(container[shape.name] ?? 'container'),
    image: renderedText(container[shape.image] ?? ''),
    arguments: shape.arguments.flatMap((key) => list(container[key]).map(renderedText)),
    environment: list(container[shape.environment]).map((entry) => [renderedText(record(entry)[name] ?? ''), renderedText(record(entry)[value] ?? '')]),
  };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
