import { describe, expect, it } from 'vitest';
import { isHost } from '../../../hosts/schemas.js';
import { nextNodeCounts, nodeCounts } from '../../../hosts/self-hosted-google/reservations.js';
import { rule as emitted } from '../../../policy/capacity/emitted.js';
import { rule as modelServer } from '../../../policy/data-use/model-server.js';
import { rule as armed } from '../../../policy/delivery/armed.js';
import { rule as copies } from '../../../policy/residency/copies.js';
import type { Rule } from '../../../policy/rule.js';
import { rule as deletionProtection } from '../../../policy/state/deletion-protection.js';
import { rule as reviewedScript } from '../../../policy/supply-chain/reviewed-script.js';
import { inModule, type Json, type Written } from '../../support/documents.js';
import { findingsAfter } from '../../support/findings.js';
import { written } from '../../support/synthesized.js';
import { topologyWith } from '../../support/topologies.js';

const file = 'examples/transition-google.yaml';
const stack = 'google-fleet-claims-gce';
const fleet = written(stack, file);
const all = (document: Written, type: string) => Object.entries<Json>(document.resource[type]);
const template = (document: Written) => inModule(document, 'google_compute_region_instance_template', 'Next_');
const group = (document: Written) => inModule(document, 'google_compute_instance_group_manager', 'Next_');
const urls = (document: Written) => inModule(document, 'google_compute_region_url_map');
const abort = (document: Written) => urls(document).path_matcher[0].default_route_action.fault_injection_policy.abort;
const backends = (document: Written) => inModule(document, 'google_compute_region_backend_service', 'Next_');
const present = (document: Written) => inModule(document, 'google_compute_region_backend_service', 'Front_');
const alert = (document: Written, name: string) => inModule(document, 'google_monitoring_alert_policy', `Alarms_${name}`);
const userData = (from: string, to: string) => (document: Written) => {
  const { metadata } = template(document);
  if (!metadata['user-data'].includes(from)) throw new Error(`no ${from}`);
  metadata['user-data'] = metadata['user-data'].replaceAll(from, to);
};

describe('a transition on Google', () => {
  it('serves two models, each on nodes and a reservation of its own', () => {
    const served = all(fleet, 'google_compute_region_instance_template').map(([, one]) => [
      one.name_prefix,
      one.reservation_affinity.specific_reservation.values[0],
      /--served-model-name=(\S+)/.exec(one.metadata['user-data'])?.[1],
      /"fleet": *"([\w-]+)"/.exec(one.metadata['user-data'])?.[1],
      /prefix: (custom\S+)/.exec(one.metadata['user-data'])?.[1],
    ]);
    expect(served).toEqual([
      ['relay-claims-gce-next-c-', 'relay-claims-gce-c', 'llama33', 'relay-claims-gce-next', 'custom.googleapis.com/relay_claims_gce_next'],
      ['relay-claims-gce-b-', 'relay-claims-gce-b', 'llama31', 'relay-claims-gce', 'custom.googleapis.com/relay_claims_gce'],
    ]);
    expect(all(fleet, 'google_compute_instance_group_manager').map(([, one]) => [one.name, one.zone, one.target_size])).toEqual([
      ['relay-claims-gce-next-c', 'europe-west4-c', 2],
      ['relay-claims-gce-b', 'europe-west4-b', 2],
    ]);
  });

  it('sends a request that names the next model in its header to that one, every other where it went before, and none below other paths', () => {
    const [others, next] = all(fleet, 'google_compute_region_backend_service').map(([name]) => name);
    const id = (name: string | undefined) => `\${google_compute_region_backend_service.${name}.id}`;
    const paths = ['/v1/chat/completions', '/v1/models'];
    const header = [{ header_name: 'x-llama-model', exact_match: 'llama33' }];
    expect(others).toMatch(/^Front_Backends/);
    expect(urls(fleet)).toMatchObject({
      default_service: id(others),
      host_rule: [{ hosts: ['*'] }],
      path_matcher: [
        {
          default_route_action: { fault_injection_policy: { abort: { http_status: 404, percentage: 100 } } },
          route_rules: [
            { priority: 1, service: id(next), match_rules: paths.map((path) => ({ full_path_match: path, header_matches: header })) },
            { priority: 2, service: id(others), match_rules: paths.map((path) => ({ full_path_match: path })) },
          ],
        },
      ],
    });
    expect(backends(fleet).lifecycle).toEqual({ create_before_destroy: true });
    expect(present(fleet).lifecycle).toBeUndefined();
  });

  it('watches both alike, and tells whom it tells anyway', () => {
    const alarms = all(fleet, 'google_monitoring_alert_policy').map(([, one]) => one.conditions[0].display_name as string);
    const shared = ['weights-refused', 'gpu-fault', 'errors-at-front'];
    const next = alarms.filter((name) => name.startsWith('next-')).map((name) => name.slice('next-'.length));
    expect(next.sort()).toEqual(alarms.filter((name) => !name.startsWith('next-') && !shared.includes(name)).sort());
    expect(next).toHaveLength(12);
    expect(all(fleet, 'google_monitoring_notification_channel')).toHaveLength(1);
  });

  it('fills reservations from both ends: a node that changes sides moves no other', () => {
    const { topology } = topologyWith([], file);
    const host = topology.hosts['claims-gce'];
    if (!isHost(host, 'self-hosted-google') || host.transition === undefined) throw new Error('no transition there');
    const reservations = { b: { zone: 'b', count: 2 }, c: { zone: 'c', count: 1 }, d: { zone: 'd', count: 1 } };
    const { transition } = host;
    const places = (count: number, nodes: number) => {
      const fleet = { ...host, nodes: { ...host.nodes, count }, transition: { ...transition, nodes }, capacity: { reservations } };
      return [nodeCounts(fleet), nextNodeCounts(fleet)].map((counts) => counts.map(([key, one]) => `${key}${one.nodes}`).join(' '));
    };
    expect(places(3, 1)).toEqual(['b2 c1', 'd1']);
    expect(places(2, 2)).toEqual(['b2', 'c1 d1']);
    expect(places(1, 3)).toEqual(['b1', 'b1 c1 d1']);
  });

  it.each<[string, Rule, (document: Written) => void, string]>([
    [
      'nodes of the next group from the other template',
      emitted,
      (document) => {
        const [name] = all(document, 'google_compute_region_instance_template').find(([id]) => id.startsWith('Nodes-')) ?? [];
        group(document).version[0].instance_template = `\${google_compute_region_instance_template.${name}.self_link}`;
      },
      'Allowed: the template of relay-claims-gce-next-c',
    ],
    ['a template of no version', emitted, (document) => void (template(document).name_prefix = 'relay-claims-gce-d-'), 'has name_prefix relay-claims-gce-d-'],
    [
      'one group more behind the next model',
      emitted,
      (document) => void backends(document).backend.push(present(document).backend[0]),
      'Allowed: all groups of one version, and no other',
    ],
    ['no group behind it', emitted, (document) => void (backends(document).backend = []), 'sends requests to nothing'],
    [
      'the versions changed over',
      emitted,
      (document) => void (urls(document).default_service = urls(document).path_matcher[0].route_rules[0].service),
      'default_service',
    ],
    ['answers at every path', emitted, (document) => void delete urls(document).path_matcher[0].default_route_action, 'default_route_action'],
    ['half of the requests for other paths', emitted, (document) => void (abort(document).percentage = 50), 'percentage 50'],
    [
      'a path that vLLM answers without a key',
      emitted,
      (document) => void urls(document).path_matcher[0].route_rules[1].match_rules.push({ full_path_match: '/invocations' }),
      'match_rules',
    ],
    [
      'paths by their beginning',
      emitted,
      (document) => void (urls(document).path_matcher[0].route_rules[1].match_rules = [{ prefix_match: '/' }]),
      'match_rules',
    ],
    [
      'another model in the header',
      emitted,
      (document) => void (urls(document).path_matcher[0].route_rules[0].match_rules[0].header_matches[0].exact_match = 'llama31'),
      'exact_match llama31',
    ],
    ['one host alone', emitted, (document) => void (urls(document).host_rule[0].hosts = ['llm.example']), 'hosts'],
    [
      'metrics under the name of the other version',
      emitted,
      (document) => {
        const [, one] = all(document, 'google_monitoring_metric_descriptor').find(([id]) => id.startsWith('Next_')) ?? [];
        one.type = one.type.replace('_next/', '/');
      },
      'each metric of the collectors once',
    ],
    [
      'a mirror of requests',
      copies,
      (document) => void (urls(document).path_matcher[0].route_rules[0].route_action = { request_mirror_policy: {} }),
      'path_matcher.route_rules.route_action sends requests',
    ],
    [
      'requests to another module',
      copies,
      (document) => void (urls(document).path_matcher[0].route_rules[0].service = 'projects/other/regions/europe-west4/backendServices/x'),
      'path_matcher.route_rules.service names',
    ],
    ['the other model on the next nodes', modelServer, userData('--served-model-name=llama33', '--served-model-name=llama31'), 'llama31. Allowed: llama33'],
    ['weights of the other model', reviewedScript, userData('llama-3.3-70b-instruct/bf16', 'llama-3.1-70b-instruct/bf16'), 'WEIGHTS_PREFIX'],
    ['progress in the name of the other version', reviewedScript, userData('relay-claims-gce-next', 'relay-claims-gce'), 'fleet'],
    [
      'a group besides that nobody knows',
      armed,
      (document) => {
        const { condition_threshold: watched } = alert(document, 'nodes-missing').conditions[0];
        watched.filter = watched.filter.replace(')', ', "x")');
      },
      'watches the nodes of a group of another module, relay-claims-gce-b. Allowed: those of relay-claims-gce-b, or of relay-claims-gce-next-c',
    ],
    [
      'fewer nodes than the next version has',
      armed,
      (document) => void (alert(document, 'next-nodes-missing').conditions[0].condition_threshold.threshold_value = 1),
      'has 1 for threshold_value. Allowed: 2',
    ],
    ['a group that may be destroyed', deletionProtection, (document) => delete group(document).lifecycle, 'prevent_destroy'],
  ])('is not taken for one with %s', (_, rule, change, message) => {
    const found = findingsAfter(rule, stack, change, {}, file);
    expect(found.map((finding) => finding.message).join('\n')).toContain(message);
  });
});
