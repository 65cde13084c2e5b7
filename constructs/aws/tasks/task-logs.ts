import type { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';

/** Logs of one container. Never blocking: a slow log service must not stall token generation; what exceeds the buffer is lost. */
export function taskLogs(logGroup: ILogGroup, region: string, prefix: string, buffer: '1m' | '25m'): CfnTaskDefinition.LogConfigurationProperty {
  return {
    logDriver: 'awslogs',
    options: {
      'awslogs-group': logGroup.logGroupName,
      'awslogs-region': region,
      'awslogs-stream-prefix': prefix,
      mode: 'non-blocking',
      'max-buffer-size': buffer,
    },
  };
}
