import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, dig, type Resource, type SynthesizedStack } from '../synthesized/stack.js';

/** Nodes of one launch template, and the services whose tasks ECS places on them. */
export interface EcsNodes {
  readonly template: Resource;
  /** The cluster that they are capacity of, as a template refers to it: `${Cluster}`. */
  readonly cluster: string;
  readonly services: readonly Resource[];
}

/** Which nodes run which services: a cluster's capacity providers lead to Auto Scaling groups and their launch templates. */
export function ecsNodesOf(stack: SynthesizedStack): EcsNodes[] {
  const byId = new Map(stack.resources.map((resource) => [resource.id, resource]));
  const ofType = (type: string) => stack.resources.filter((resource) => resource.type === type);
  return ofType('AWS::ECS::ClusterCapacityProviderAssociations').flatMap(({ properties }) => {
    const cluster = renderedText(properties['Cluster']);
    const services = ofType('AWS::ECS::Service').filter((service) => renderedText(service.properties['Cluster']) === cluster);
    const providers = Array.isArray(properties['CapacityProviders']) ? properties['CapacityProviders'] : [];
    return providers.flatMap((name) => {
      const provider = byId.get(String(dig(name, 'Ref')));
      const group = byId.get(String(dig(provider?.properties, 'AutoScalingGroupProvider', 'AutoScalingGroupArn', 'Ref')));
      return templatesOf(group)
        .flatMap((id) => byId.get(id) ?? [])
        .map((template) => ({ template, cluster, services }));
    });
  });
}

/** Logical ids of the launch templates that a group may start nodes from. */
function templatesOf(group: Resource | undefined): string[] {
  const policy = dig(group?.properties, 'MixedInstancesPolicy', 'LaunchTemplate');
  const named = [
    dig(policy, 'LaunchTemplateSpecification'),
    ...blocks(dig(policy, 'Overrides')).map((override) => override['LaunchTemplateSpecification']),
    dig(group?.properties, 'LaunchTemplate'),
  ];
  return named.flatMap((specification) => {
    const id = dig(specification, 'LaunchTemplateId', 'Ref');
    return typeof id === 'string' ? [id] : [];
  });
}
