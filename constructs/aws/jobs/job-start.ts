import { ArnPrincipal, CompositePrincipal, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface JobStartProps {
  /** Names of the CodeBuild projects to start, each with its ARN. */
  readonly projects: readonly { readonly name: string; readonly arn: string }[];
  /** Role that may start the jobs, by a name that other accounts know. */
  readonly starterName: string;
  /** ARNs of the roles that may take it. */
  readonly startedBy: readonly string[];
  /** What the jobs do, to complete "the jobs that": `bring weights in`. */
  readonly purpose: string;
  /** What a person reads at the state machine. */
  readonly comment: string;
  /** Where executions are recorded. */
  readonly logGroup: ILogGroup;
}

/**
 * The only way to start the jobs. Whoever may start a build may also replace its commands, image and variables, and would run
 * them with the job's rights; who starts this state machine can say nothing at all.
 */
export class JobStart extends Construct {
  readonly stateMachineArn: string;

  constructor(scope: Construct, id: string, props: JobStartProps) {
    super(scope, id);
    const { role, policy } = this.rights(props);
    const machine = new CfnStateMachine(this, 'Machine', {
      stateMachineType: 'STANDARD',
      roleArn: role.roleArn,
      definition: this.definition(props),
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: true,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: props.logGroup.logGroupArn } }],
      },
    });
    machine.node.addDependency(policy);
    this.stateMachineArn = machine.attrArn;
    this.starter(props, machine);
  }

  private rights(props: JobStartProps): { readonly role: Role; readonly policy: ManagedPolicy } {
    const { account, partition, region } = Stack.of(this);
    const role = new Role(this, 'Role', {
      description: `Starts the jobs that ${props.purpose}, as they are`,
      assumedBy: new ServicePrincipal('states.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': account } } }),
    });
    const policy = new ManagedPolicy(this, 'Policy', {
      roles: [role],
      statements: [
        new PolicyStatement({ sid: 'StartJobs', actions: ['codebuild:StartBuild'], resources: props.projects.map(({ arn }) => arn) }),
        // Delivery of logs has no resource level; the policies and groups that it sets up have that of the account.
        new PolicyStatement({
          sid: 'DeliverLogs',
          actions: ['logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:GetLogDelivery', 'logs:ListLogDeliveries', 'logs:UpdateLogDelivery'],
          resources: ['*'],
        }),
        new PolicyStatement({
          sid: 'AdmitDelivery',
          actions: ['logs:DescribeLogGroups', 'logs:DescribeResourcePolicies', 'logs:PutResourcePolicy'],
          resources: [`arn:${partition}:logs:${region}:${account}:*`],
        }),
      ],
    });
    return { role, policy };
  }

  /** All jobs at once, whatever the input says. */
  private definition({ projects, comment }: JobStartProps): object {
    return {
      Comment: comment,
      StartAt: 'All',
      States: {
        All: {
          Type: 'Parallel',
          End: true,
          Branches: projects.map(({ name }) => ({
            StartAt: 'Start',
            States: {
              Start: {
                Type: 'Task',
                Resource: `arn:${Stack.of(this).partition}:states:::codebuild:startBuild`,
                Parameters: { ProjectName: name },
                End: true,
              },
            },
          })),
        },
      },
    };
  }

  private starter(props: JobStartProps, machine: CfnStateMachine): void {
    const { account, partition, region } = Stack.of(this);
    const starter = new Role(this, 'Starter', {
      roleName: props.starterName,
      description: `May start the jobs that ${props.purpose}, and look at them`,
      assumedBy: new CompositePrincipal(...props.startedBy.map((arn) => new ArnPrincipal(arn))),
    });
    new ManagedPolicy(this, 'StarterPolicy', {
      roles: [starter],
      statements: [
        new PolicyStatement({ sid: 'Start', actions: ['states:StartExecution'], resources: [machine.attrArn] }),
        new PolicyStatement({
          sid: 'LookAtStarts',
          actions: ['states:DescribeExecution'],
          resources: [`arn:${partition}:states:${region}:${account}:execution:${machine.attrName}:*`],
        }),
        new PolicyStatement({ sid: 'ReadLogs', actions: ['logs:FilterLogEvents', 'logs:GetLogEvents'], resources: [props.logGroup.logGroupArn] }),
        new PolicyStatement({
          sid: 'LookAtJobs',
          actions: ['codebuild:BatchGetBuilds', 'codebuild:ListBuildsForProject'],
          resources: props.projects.map(({ arn }) => arn),
        }),
      ],
    });
  }
}
