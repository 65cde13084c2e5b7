import type { CfnServiceProps } from 'aws-cdk-lib/aws-ecs';

export interface PrivateServiceNetwork {
  readonly subnets: readonly string[];
  readonly securityGroupId: string;
}

/** What holds for every service of a fleet: private addresses, no shell into a container, finance's tags on each task. */
export function privateService(network: PrivateServiceNetwork) {
  return {
    networkConfiguration: {
      awsvpcConfiguration: { assignPublicIp: 'DISABLED', subnets: [...network.subnets], securityGroups: [network.securityGroupId] },
    },
    enableEcsManagedTags: true,
    propagateTags: 'SERVICE',
    enableExecuteCommand: false,
  } satisfies CfnServiceProps;
}
