import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { timeouts } from '../../constructs/timeouts.js';
import { clientTimes } from '../../runtime/clients.js';
import { type Json, resourceOf, terraformResourceOf, type Written } from '../support/documents.js';
import { evidenceOf } from '../support/synthesized.js';
import { topologyWith } from '../support/topologies.js';

/** How long Google's proxies keep an idle connection to a backend, which cannot be set; and how long an answer may take. */
const googleIdle = 600;
const longestAnswer = 900;

const all = (document: Written, type: string): Json[] =>
  Object.values<Json>(document.Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties);
const attribute = (list: Json[], name: string) => Number(list.find(({ Key }) => Key === name).Value);

describe.each(['topology.yaml', 'examples/sovereign.yaml', 'examples/transition.yaml', 'examples/us-maverick.yaml'])('time-outs on AWS of %s', (file) => {
  const fleets = (evidenceOf(topologyWith([], file)).aws ?? []).filter(({ name }) => name.includes('-aws-fleet-')).map(({ document }) => document as Json);

  it('end in the order in which nothing is cut', () => {
    expect(fleets.length).toBeGreaterThan(0);
    for (const document of fleets) {
      const idle = attribute(resourceOf(document, 'AWS::ElasticLoadBalancingV2::LoadBalancer').LoadBalancerAttributes, 'idle_timeout.timeout_seconds');
      expect(idle).toBeGreaterThanOrEqual(longestAnswer);
      for (const targets of all(document, 'AWS::ElasticLoadBalancingV2::TargetGroup')) {
        const leaving = attribute(targets.TargetGroupAttributes, 'deregistration_delay.timeout_seconds');
        expect(leaving).toBeGreaterThanOrEqual(longestAnswer);
        expect(leaving).toBeLessThanOrEqual(3_600);
        expect(targets.HealthCheckTimeoutSeconds).toBeGreaterThanOrEqual(10);
        expect(targets.HealthCheckTimeoutSeconds).toBeLessThan(targets.HealthCheckIntervalSeconds);
        expect(targets.UnhealthyThresholdCount).toBeGreaterThanOrEqual(5);
        expect(targets.UnhealthyThresholdCount).toBeLessThanOrEqual(10);
      }
      const servers = all(document, 'AWS::ECS::TaskDefinition').flatMap(({ ContainerDefinitions }) =>
        ContainerDefinitions.filter(({ Name }: Json) => Name === 'vllm'),
      );
      expect(servers.length).toBeGreaterThan(0);
      for (const { Environment, Command } of servers) {
        const keepAlive = Number(Environment.find(({ Name }: Json) => Name === 'VLLM_HTTP_TIMEOUT_KEEP_ALIVE')?.Value);
        expect(keepAlive).toBeGreaterThan(idle);
        const engine = Number(Command.find((word: string) => word.startsWith('--shutdown-timeout=')).split('=')[1]);
        expect(engine).toBeGreaterThanOrEqual(longestAnswer);
        for (const { LaunchTemplateData } of all(document, 'AWS::EC2::LaunchTemplate')) {
          expect(Number(/STOP_TIMEOUT_SECONDS=\\+"(\d+)/.exec(JSON.stringify(LaunchTemplateData.UserData))?.[1])).toBeGreaterThan(engine);
        }
      }
    }
  });
});

describe('time-outs on Google', () => {
  const fleet = evidenceOf(topologyWith([], 'examples/eu-gce.yaml')).terraform?.find(({ name }) => name.endsWith('google-fleet-eu-gce'))?.document as Json;
  const text: string = terraformResourceOf(fleet, 'google_compute_region_instance_template').metadata['user-data'];
  const number = (pattern: RegExp) => Number(pattern.exec(text)?.[1]);

  it('end in the order in which nothing is cut', () => {
    const backends = terraformResourceOf(fleet, 'google_compute_region_backend_service');
    expect(backends.timeout_sec).toBeGreaterThanOrEqual(longestAnswer);
    expect(backends.connection_draining_timeout_sec).toBeGreaterThanOrEqual(longestAnswer);
    expect(number(/VLLM_HTTP_TIMEOUT_KEEP_ALIVE=(\d+)/)).toBeGreaterThan(googleIdle);
    const engine = number(/--shutdown-timeout=(\d+)/);
    const stop = number(/docker stop --time=(\d+)/);
    expect(engine).toBeGreaterThanOrEqual(longestAnswer);
    expect(stop).toBeGreaterThan(engine);
    expect(number(/TimeoutStopSec=(\d+)/)).toBeGreaterThan(stop);
  });

  it('replace a node later than they stop sending to it, and give a busy engine time', () => {
    const checks = Object.values<Json>(fleet.resource.google_compute_region_health_check);
    expect(checks).toHaveLength(2);
    for (const check of checks) {
      expect(check.timeout_sec).toBeGreaterThanOrEqual(10);
      expect(check.timeout_sec).toBeLessThanOrEqual(check.check_interval_sec);
      expect(check.unhealthy_threshold).toBeGreaterThanOrEqual(5);
      expect(check.unhealthy_threshold).toBeLessThanOrEqual(10);
    }
    const seconds = (name: RegExp) => checks.filter((check) => name.test(check.name)).map((check) => check.check_interval_sec * check.unhealthy_threshold);
    expect(seconds(/healing$/)[0]).toBeGreaterThan(seconds(/serving$/)[0] ?? Number.POSITIVE_INFINITY);
  });

  it('declare a rate of requests, not how many are open', () => {
    // claims asks 1500 tokens and gets 500: `blueprint size --engine vllm` says 7,998.4 output tokens a second on eight H100. The upper end is 7,998.4 ÷ 0.75 for
    // TensorRT-LLM × 1.11 of the interval × 0.89 of vLLM's factor = 10,535.5, over 500: 21.1 a second. quality, longer, asks for fewer.
    const { backend } = terraformResourceOf(fleet, 'google_compute_region_backend_service');
    expect(backend.map(({ balancing_mode, max_rate_per_instance }: Json) => [balancing_mode, max_rate_per_instance])).toEqual([
      ['RATE', 22],
      ['RATE', 22],
    ]);
  });
});

describe('time-outs on Azure', () => {
  const fleet = evidenceOf(topologyWith([], 'examples/azure-nodes.yaml')).terraform?.find(({ name }) => name.endsWith('azure-fleet-us-nd'))?.document as Json;
  const nodes = terraformResourceOf(fleet, 'azurerm_linux_virtual_machine_scale_set');
  const text = Buffer.from(nodes.custom_data, 'base64').toString();
  const number = (pattern: RegExp) => Number(pattern.exec(text)?.[1]);

  it('end in the order in which nothing is cut', () => {
    const [settings] = terraformResourceOf(fleet, 'azurerm_application_gateway').backend_http_settings;
    expect(settings.request_timeout).toBeGreaterThanOrEqual(longestAnswer);
    expect(settings.connection_draining.drain_timeout_sec).toBeGreaterThanOrEqual(longestAnswer);
    expect(nodes.termination_notification.timeout).toBe(`PT${longestAnswer / 60}M`);
    const engine = number(/--shutdown-timeout=(\d+)/);
    const stop = number(/docker stop --time=(\d+)/);
    expect(engine).toBeGreaterThanOrEqual(longestAnswer);
    expect(stop).toBeGreaterThan(engine);
    expect(number(/TimeoutStopSec=(\d+)/)).toBeGreaterThan(stop);
  });

  it('replace a node later than they stop sending to it', () => {
    const [probe] = terraformResourceOf(fleet, 'azurerm_application_gateway').probe;
    const { intervalInSeconds, numberOfProbes } = JSON.parse(nodes.extension[0].settings);
    expect(intervalInSeconds * numberOfProbes).toBeGreaterThan(probe.interval * probe.unhealthy_threshold);
  });
});

describe('functions on AWS', () => {
  const stacks = ['topology.yaml', 'examples/eu-import.yaml'].flatMap((file) => evidenceOf(topologyWith([], file)).aws ?? []);
  const resources = stacks.flatMap(({ document }) =>
    Object.entries<Json>((document as Json).Resources).map(([id, resource]) => ({ id, document: document as Json, ...resource })),
  );
  const functions = resources.filter(({ Type }) => Type === 'AWS::Lambda::Function');
  const customs = resources.filter(({ Type }) => Type.startsWith('Custom::Bedrock'));
  /** Five attempts of one call, each to its end; the pauses between them begin at a tenth of a second and double. */
  const worstLookup = 5 * (3 + 10);

  it('end before whoever waits for them stops waiting', () => {
    expect(customs.length).toBeGreaterThanOrEqual(2);
    for (const { Properties, document } of customs) {
      const handler = document.Resources[Properties.ServiceToken['Fn::GetAtt'][0]];
      const waits = Number(Properties.ServiceTimeout);
      expect(waits).toBeLessThanOrEqual(3_600);
      expect(handler.Properties.Timeout).toBeLessThan(waits);
    }
  });

  it('run no longer than Lambda lets them', () => {
    for (const { Properties } of functions) {
      expect(Properties.Timeout).toBeGreaterThan(3);
      expect(Properties.Timeout).toBeLessThanOrEqual(900);
    }
  });

  it('are sent an import three times within the hour that the stack waits', () => {
    const [custom] = customs.filter(({ Type }) => Type === 'Custom::BedrockImportedModel');
    const handler = custom.document.Resources[custom.Properties.ServiceToken['Fn::GetAtt'][0]].Properties.Timeout;
    const invoked = resources.find(({ Type, document }) => Type === 'AWS::Lambda::EventInvokeConfig' && document === custom.document).Properties;
    expect(invoked.MaximumRetryAttempts).toBe(2);
    const whole = 3 * handler + 60 + 120;
    expect(whole).toBeLessThan(Number(custom.Properties.ServiceTimeout));
    expect(whole).toBeLessThanOrEqual(invoked.MaximumEventAgeInSeconds);
  });

  it('see one hanging call through before their own time is over', () => {
    const lifecycle = functions.find(({ Properties }) => /how long the models/.test(Properties.Description));
    expect(lifecycle.Properties.Timeout).toBeGreaterThan(worstLookup);
    for (const { connect, request, attempts } of Object.values(clientTimes)) expect(connect + request * Math.min(attempts, 2)).toBeLessThan(120 - 15);
  });
});

it('docs/timeouts.md names every time-out with its value', () => {
  const page = readFileSync('docs/timeouts.md', 'utf8');
  const rows = Object.entries(timeouts).flatMap(([name, value]) => (typeof value === 'number' ? [[name, String(value)]] : rowsOf(name, value)));
  rows.push(...Object.entries(clientTimes).map(([name, times]) => [name, Object.values(times).join(' / ')]));
  for (const [name, value] of rows) expect(page).toMatch(new RegExp(`\\| \`${name}\` +\\| ${value} +\\|`));
});

/** Numbers of a group in one row, and each group in it in a row of its own. */
function rowsOf(name: string, group: Readonly<Record<string, number | Readonly<Record<string, number>>>>): string[][] {
  const own = Object.values(group).filter((value) => typeof value === 'number');
  const inner = Object.entries(group).flatMap(([key, value]) => (typeof value === 'number' ? [] : rowsOf(`${name}.${key}`, value)));
  return [[name, own.join(' / ')], ...inner];
}
