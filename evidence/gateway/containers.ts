import { Allowed, any, anyOrder, type Form } from '../expected/differences.js';
import { refersTo } from '../expected/references.js';
import type { SynthesizedStack } from '../synthesized/stack.js';
import type { ConfigurationAsset } from './configuration.js';

export type ContainerForm = Readonly<Record<string, Form>>;

/** What the containers of a zone's task are held to. */
export interface TaskContext {
  readonly stack: SynthesizedStack;
  /** `repository:tag@sha256:digest`, as it was recorded. */
  readonly images: { readonly envoy: string; readonly processes: string };
  readonly configuration: ConfigurationAsset | undefined;
  /** Whether a route of the zone leads to Bedrock. */
  readonly translated: boolean;
  readonly domain: string;
}

/** Every container of a task, in the order of its start: docs/gateway/service.md. */
export function containerForms(context: TaskContext): ContainerForm[] {
  const { translated } = context;
  const own = (name: string, more: ContainerForm): ContainerForm => ours(context, name, more);
  return [
    own('configuration', {
      Essential: false,
      Command: ['/app/configuration/index.mjs'],
      Environment: configurationVariables(context),
      MountPoints: mounts(false),
    }),
    own('tokens', { ...after({ configuration: 'SUCCESS' }), HealthCheck: health }),
    own('keys', { ...after({ configuration: 'SUCCESS' }), HealthCheck: health }),
    own('policy', { ...after({ configuration: 'SUCCESS', keys: 'HEALTHY' }), HealthCheck: health }),
    ...(translated ? [own('translator', { ...after({ configuration: 'SUCCESS' }), HealthCheck: health })] : []),
    {
      ...common(context, 'envoy', context.images.envoy),
      // `debug` prints prompts, and another file is another gateway.
      Command: ['--config-path', '/etc/gateway/envoy.json', '--log-level', 'warning', '--disable-hot-restart', '--concurrency', any],
      ...after({ policy: 'HEALTHY', tokens: 'HEALTHY', ...(translated && { translator: 'HEALTHY' }) }),
      PortMappings: anyOrder([8443, 8081].map((port) => ({ ContainerPort: port, Protocol: 'tcp' }))),
    },
    own('drain', {
      Command: ['/app/drain/index.mjs', '/run/gateway/admin.sock', any],
      ...after({ envoy: 'START' }),
      HealthCheck: health,
    }),
  ];
}

/** What it runs was reviewed: supply-chain/reviewed-script. */
const health: Form = { Command: any, Interval: 10, Timeout: 5, Retries: 3, StartPeriod: 150 };

function ours(context: TaskContext, name: string, more: ContainerForm): ContainerForm {
  return { ...common(context, name, context.images.processes), Command: [`/app/${name}/index.mjs`, `/etc/gateway/${name}.json`], ...more };
}

/** One user without a right, nothing writable but what processes share, no secret and no shell. */
function common({ stack }: TaskContext, name: string, image: string): ContainerForm {
  return {
    Name: name,
    Image: imageForm(stack, image),
    Essential: true,
    Memory: any,
    MountPoints: mounts(true),
    StartTimeout: any,
    // Whether streams have the time to end is judged by capacity/stop-timeout.
    StopTimeout: any,
    User: '65532:65532',
    ReadonlyRootFilesystem: true,
    LinuxParameters: { InitProcessEnabled: true, Capabilities: { Drop: ['ALL'] } },
    VersionConsistency: 'enabled',
    LogConfiguration: {
      LogDriver: 'awslogs',
      Options: {
        'awslogs-group': refersTo(stack, 'AWS::Logs::LogGroup'),
        'awslogs-region': String(stack.region),
        'awslogs-stream-prefix': name,
        mode: 'non-blocking',
        'max-buffer-size': '25m',
      },
    },
  };
}

function mounts(readOnly: boolean): Form {
  return anyOrder([
    { SourceVolume: 'configuration', ContainerPath: '/etc/gateway', ReadOnly: readOnly },
    { SourceVolume: 'run', ContainerPath: '/run/gateway', ReadOnly: false },
  ]);
}

function after(containers: Readonly<Record<string, string>>): ContainerForm {
  return { DependsOn: anyOrder(Object.entries(containers).map(([ContainerName, Condition]) => ({ ContainerName, Condition }))) };
}

/** The object beside the template, by its name and its own digest. */
function configurationVariables({ stack, configuration, domain }: TaskContext): Form {
  const bucket = new Allowed('the bucket of assets of this account and region', (text) => text.endsWith(`-assets-${stack.account}-${stack.region}`));
  return {
    CONFIGURATION_BUCKET: bucket,
    CONFIGURATION_DIRECTORY: '/etc/gateway',
    CONFIGURATION_KEY: configuration?.key ?? 'none: there is no configuration beside the template',
    CONFIGURATION_SHA256: configuration?.sha256 ?? 'none: there is no configuration beside the template',
    S3_ENDPOINT: `https://s3.${stack.region}.${domain}`,
    S3_REGION: String(stack.region),
    TASK_ROLE_ENDPOINT: 'http://169.254.170.2',
  };
}

/** ECS takes a digest without its tag, from the account's own registry or one that is named in full. */
function imageForm({ account, region }: SynthesizedStack, image: string): Form {
  const [name = '', digest = ''] = image.split('@');
  const repository = name.replace(/:[^:/]*$/, '');
  return /^\d{12}\.dkr\.ecr\./.test(repository) ? `${repository}@${digest}` : `${account}.dkr.ecr.${region}.\${AWS::URLSuffix}/${repository}@${digest}`;
}
