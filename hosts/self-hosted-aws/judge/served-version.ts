import { ecsNodesOf } from '../../../evidence/containers/ecs-nodes.js';
import { renderedText } from '../../../evidence/synthesized/rendered-text.js';
import { dig, type Resource } from '../../../evidence/synthesized/stack.js';

/**
 * Whether a task of model servers, or a launch template of their nodes, is that of the model that takes over in a transition; undefined
 * where nothing says so. The family of the task decides: nodes are what the services of their cluster run on them.
 */
export function servesNext(resource: Resource): boolean | undefined {
  const { stack, type } = resource;
  if (type === 'AWS::ECS::TaskDefinition') return versionOfFamily(resource);
  const { services = [] } = ecsNodesOf(stack).find(({ template }) => template === resource) ?? {};
  const tasks = services.flatMap(({ properties }) => {
    const id = dig(properties, 'TaskDefinition', 'Ref');
    return stack.resources.filter((candidate) => candidate.id === id);
  });
  const versions = new Set(tasks.map(versionOfFamily).filter((version) => version !== undefined));
  return versions.size === 1 ? [...versions][0] : undefined;
}

function versionOfFamily({ stack, properties }: Resource): boolean | undefined {
  const family = renderedText(properties['Family'] ?? '');
  return family === `${stack.name}-next-vllm` ? true : family === `${stack.name}-vllm` ? false : undefined;
}
