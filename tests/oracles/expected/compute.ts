import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../support/documents.js';
import { type Fact, physical, type Seen } from './fact.js';

/** Nodes, containers, functions and builds. */
export const compute: readonly Fact[] = [
  {
    type: 'AWS::EC2::LaunchTemplate',
    fact: 'IMDSv2 required, one hop',
    holds: ({ Data }) => Data.MetadataOptions?.HttpTokens === 'required' && Data.MetadataOptions.HttpPutResponseHopLimit === 1,
  },
  { type: 'AWS::EC2::LaunchTemplate', fact: 'instance type', holds: ({ Data }, said) => Data.InstanceType === said.LaunchTemplateData.InstanceType },
  { type: 'AWS::EC2::LaunchTemplate', fact: 'pinned image parameter', holds: ({ Data }, said) => Data.ImageId === said.LaunchTemplateData.ImageId },
  { type: 'AWS::EC2::LaunchTemplate', fact: 'encrypted volume', holds: ({ Data }) => Data.BlockDeviceMappings.every(({ Ebs }: Json) => Ebs.Encrypted) },
  {
    type: 'AWS::EC2::LaunchTemplate',
    fact: 'volume key',
    holds: ({ Data }) => Data.BlockDeviceMappings.every(({ Ebs }: Json) => Ebs.KmsKeyId?.startsWith('arn:')),
  },
  {
    type: 'AWS::EC2::LaunchTemplate',
    fact: 'targets the capacity group',
    holds: ({ Data }) => Data.CapacityReservationSpecification?.CapacityReservationTarget !== undefined,
  },
  {
    type: 'AWS::EC2::LaunchTemplate',
    fact: 'user data',
    holds: ({ Data }) => Buffer.from(Data.UserData, 'base64').toString().startsWith('#!/usr/bin/env bash\n'),
  },
  {
    type: 'AWS::AutoScaling::AutoScalingGroup',
    fact: 'fixed size',
    holds: (seen, said) => [seen.MinSize, seen.MaxSize, seen.DesiredCapacity].every((size) => String(size) === said.DesiredCapacity && size > 0),
  },
  {
    type: 'AWS::AutoScaling::AutoScalingGroup',
    fact: 'launch template',
    holds: (seen, _, all) => JSON.stringify(seen).includes(all.find(({ type }) => type === 'AWS::EC2::LaunchTemplate')?.physical ?? 'none'),
  },
  { type: 'AWS::AutoScaling::AutoScalingGroup', fact: 'protected from scale-in', holds: (seen) => seen.NewInstancesProtectedFromScaleIn === true },
  {
    type: 'AWS::AutoScaling::AutoScalingGroup',
    fact: "subnets of the network's stack, or those that are named",
    holds: ({ VPCZoneIdentifier }, { VPCZoneIdentifier: named }, all) => [...sharedSubnets(all), [named].flat().join()].includes(VPCZoneIdentifier),
  },
  {
    type: 'AWS::ECS::Service',
    fact: 'desired count',
    only: 'Serving',
    holds: (seen, said) => said.DesiredCount === undefined || seen.desiredCount === said.DesiredCount,
  },
  {
    type: 'AWS::ECS::Service',
    fact: 'task definition',
    holds: ({ taskDefinition }, said, all) => taskDefinition === physical(all, 'AWS::ECS::TaskDefinition', said.TaskDefinition.Ref),
  },
  {
    type: 'AWS::ECS::Service',
    fact: 'no public address, behind the load balancer',
    only: 'Serving',
    holds: ({ networkConfiguration, loadBalancers }, _, all) =>
      networkConfiguration.awsvpcConfiguration.assignPublicIp === 'DISABLED' &&
      loadBalancers[0]?.targetGroupArn === all.find(({ type }) => type === 'AWS::ElasticLoadBalancingV2::TargetGroup')?.physical,
  },
  {
    type: 'AWS::ECS::Service',
    fact: 'deployment rolls back',
    only: 'Serving',
    holds: ({ deploymentConfiguration }) => deploymentConfiguration.deploymentCircuitBreaker.rollback === true,
  },
  {
    type: 'AWS::ECS::TaskDefinition',
    fact: 'image by digest',
    holds: ({ containerDefinitions: [{ image }] }, said) => {
      const [digest = 'none'] = /@sha256:[0-9a-f]{64}$/.exec(image) ?? [];
      return JSON.stringify(said.ContainerDefinitions[0].Image).includes(digest);
    },
  },
  {
    type: 'AWS::ECS::TaskDefinition',
    fact: 'arguments',
    holds: ({ containerDefinitions: [{ command }] }, said) => String(command) === String(said.ContainerDefinitions[0].Command),
  },
  {
    type: 'AWS::ECS::TaskDefinition',
    fact: 'API key from the secret',
    holds: ({ containerDefinitions: [{ secrets }] }, said) => said.ContainerDefinitions[0].Secrets === undefined || secrets[0]?.valueFrom?.startsWith('arn:'),
  },
  {
    type: 'AWS::ECS::TaskDefinition',
    fact: 'GPUs',
    holds: ({ containerDefinitions: [{ resourceRequirements }] }, said) =>
      said.ContainerDefinitions[0].ResourceRequirements === undefined || resourceRequirements[0]?.type === 'GPU',
  },
  { type: 'AWS::ECS::TaskDefinition', fact: 'role of the zone', only: 'Task', holds: ({ taskRoleArn }, said) => taskRoleArn === said.TaskRoleArn },
  {
    type: 'AWS::ECS::TaskDefinition',
    fact: 'user and read-only root of each container',
    only: 'Task',
    holds: ({ containerDefinitions }) =>
      containerDefinitions.every(({ user, readonlyRootFilesystem }: Json) => user === '65532:65532' && readonlyRootFilesystem),
  },
  {
    type: 'AWS::ECS::TaskDefinition',
    fact: 'order of start',
    only: 'Task',
    holds: ({ containerDefinitions }, said) =>
      containerDefinitions.every(({ dependsOn = [] }: Json, at: number) => {
        const order = (said.ContainerDefinitions[at].DependsOn ?? []).map(({ ContainerName }: Json) => ContainerName);
        return isDeepStrictEqual(
          dependsOn.map(({ containerName }: Json) => containerName),
          order,
        );
      }),
  },
  { type: 'AWS::Lambda::Function', fact: 'runtime and memory', holds: (seen, said) => seen.Runtime === said.Runtime && seen.MemorySize === said.MemorySize },
  {
    type: 'AWS::CodeBuild::Project',
    fact: 'commands and image as in the template',
    holds: ({ source, environment }, said) => source.buildspec === said.Source.BuildSpec && /@sha256:[0-9a-f]{64}$/.test(environment.image),
  },
  { type: 'AWS::CodeBuild::Project', fact: 'one at a time', holds: ({ concurrentBuildLimit }) => concurrentBuildLimit === 1 },
  { type: 'AWS::CodeBuild::Project', fact: 'in the private subnet', holds: ({ vpcConfig }) => vpcConfig?.subnets?.length === 1 },
  {
    type: 'AWS::CodeBuild::Project',
    fact: 'token from the secret',
    holds: ({ environment }, said) =>
      // The job for images needs none: what it fetches is public.
      !said.Environment.EnvironmentVariables.some(({ Name }: Json) => Name === 'HF_TOKEN') ||
      environment.environmentVariables.some(({ name, type }: Json) => name === 'HF_TOKEN' && type === 'SECRETS_MANAGER'),
  },
  {
    type: 'AWS::StepFunctions::StateMachine',
    fact: 'starts the project',
    holds: ({ definition }, _, all) => definition.includes(all.find(({ type }) => type === 'AWS::CodeBuild::Project')?.physical ?? 'none'),
  },
  { type: 'AWS::StepFunctions::StateMachine', fact: 'logs everything', holds: ({ loggingConfiguration }) => loggingConfiguration?.level === 'ALL' },
  { type: 'AWS::Events::Rule', fact: 'notifies', holds: ({ Targets }) => Targets.length === 1 && Targets[0].Arn.includes(':sns:') },
  {
    type: 'AWS::ECS::CapacityProvider',
    fact: 'termination protection',
    holds: ({ autoScalingGroupProvider }) => autoScalingGroupProvider.managedTerminationProtection === 'ENABLED',
  },
  {
    type: 'AWS::ECS::ClusterCapacityProviderAssociations',
    fact: 'providers of the stack, one by default',
    holds: ({ capacityProviders, defaultCapacityProviderStrategy }, said) =>
      capacityProviders.length === said.CapacityProviders.length && capacityProviders.includes(defaultCapacityProviderStrategy[0].capacityProvider),
  },
];

const sharedSubnets = (all: readonly Seen[]) =>
  all.flatMap(({ type, physical: name, seen }) => (type === 'AWS::SSM::Parameter' && name.endsWith('/subnets') ? [seen?.Value] : []));
