import { readdirSync, readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { type TableName, tableNames } from '../../../catalogue/arguments/read.js';
import type { Shape } from '../../../catalogue/arguments/shape.js';
import { cloudOfType } from '../../../clouds/clouds.js';
import { isNumber, isScalar, subjectsOf } from '../../../evidence/arguments/subjects.js';
import { record, type SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { topologySchema } from '../../../topology/schema/topology.js';
import { places } from './places.js';

/** Shapes of all that some outputs have (catalogue/arguments). */
export class LearnedShapes {
  /** Values of each subject as JSON, data already replaced: most resources of a type differ in nothing else. */
  private readonly subjects = new Map<string, Set<string>>();

  observe(topology: Topology, stacks: readonly SynthesizedStack[]): void {
    const isData = dataOf(topology);
    const isReplaced = (value: unknown) => typeof value === 'string' && !isNumber(value) && (!word.test(value) || isData(value));
    for (const stack of stacks) {
      for (const { name, value } of subjectsOf(stack)) {
        const seen = this.subjects.get(name) ?? new Set();
        this.subjects.set(name, seen.add(JSON.stringify(withoutData(value, isReplaced, fixedIn(name)))));
      }
    }
  }

  /** The tables as text, each with its subjects in the order of their names. */
  tables(): Readonly<Record<TableName, string>> {
    const shapes = [...this.subjects]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, seen]) => [
        name,
        shapeOf(
          [...seen].map((text) => JSON.parse(text)),
          { name: '', within: name, subject: name },
        ),
      ]);
    const table = (own: TableName) => {
      const entries = shapes.filter(([name]) => tableOf(String(name)) === own);
      return `${heading}\n${stringify(Object.fromEntries(entries), { lineWidth: 0, aliasDuplicateObjects: false })}`;
    };
    return Object.fromEntries(tableNames.map((name) => [name, table(name)])) as Record<TableName, string>;
  }
}

/** A value with a blank for what is data, except below the arguments that are kept. */
function withoutData(value: unknown, isReplaced: (value: unknown) => boolean, kept: readonly string[], name = ''): unknown {
  if (isScalar(value)) return kept.includes(name) || !isReplaced(value) ? value : data;
  if (Array.isArray(value)) return value.map((item) => withoutData(item, isReplaced, kept, name));
  return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, withoutData(inner, isReplaced, kept, key)]));
}

const heading =
  '# Arguments that topologies of every kind emit: written by "npm run accept", reviewed like code. How to read it: catalogue/arguments/shape.ts.\n';

function tableOf(name: string): TableName {
  const cloud = cloudOfType(name.replace(/^data /, ''));
  return tableNames.find((one) => one === cloud) ?? 'terraform';
}

/** Judged elsewhere, by their meaning. */
const unjudged: ReadonlySet<string> = new Set([
  'Tags',
  'HostedZoneTags',
  'ResourceTags',
  'tags',
  'custom_tags',
  'labels',
  'user_labels',
  'default_labels',
  'DockerLabels',
]);
/** Policies may say one or several. */
const listed: ReadonlySet<string> = new Set(['Action', 'NotAction', 'Resource', 'NotResource', 'AWS', 'Service', 'Federated']);
/** Forms of one thing: in these types and lists, which arguments are there together says which form it is. Elsewhere options decide, each by itself. */
const alternatives: ReadonlySet<string> = new Set([
  ...['AWS::EC2::Route', 'AWS::EC2::VPCEndpoint', 'AWS::KMS::Key', 'SecurityGroupEgress', 'SecurityGroupIngress'],
  ...['azurerm_key_vault_key', 'google_compute_subnetwork', 'google_kms_crypto_key'],
]);
/** Settings that code alone decides, whatever the topology: their numbers, periods and expressions are words, and no others are fine. */
const fixed: Readonly<Record<string, readonly string[]>> = {
  'AWS::AutoScaling::AutoScalingGroup': ['Granularity'],
  'AWS::CloudWatch::Alarm': ['Period'],
  'AWS::EC2::FlowLog': ['LogDestinationType'],
  'AWS::ElasticLoadBalancingV2::TargetGroup': ['HealthCheckPath'],
  'AWS::Events::Rule': ['detail-type', 'source'],
  'AWS::Lambda::Function': ['MemorySize', 'ReservedConcurrentExecutions', 'Timeout'],
  'AWS::Logs::LogGroup': ['RetentionInDays'],
  'AWS::S3::Bucket': ['Days', 'DaysAfterInitiation', 'ExpirationInDays', 'NoncurrentDays'],
  'AWS::SecretsManager::Secret': ['PasswordLength'],
  azapi_resource: ['type', 'dataVersion', 'to'],
  cloudflare_workers_script: ['type'],
  google_compute_firewall: ['priority'],
  google_compute_subnetwork: ['flow_sampling'],
  google_kms_crypto_key: ['rotation_period'],
  google_logging_metric: ['engine', 'key', 'value_type'],
  google_logging_project_bucket_config: ['retention_days'],
  google_logging_project_exclusion: ['filter'],
  google_logging_project_sink: ['filter'],
  google_monitoring_alert_policy: ['group_by_fields'],
  ibm_resource_instance: ['plan'],
  google_storage_bucket: ['days_since_noncurrent_time', 'retention_duration_seconds'],
};
const fixedIn = (subject: string): readonly string[] => fixed[subject] ?? [];
/** Maps whose keys are regions or counted. */
const named: ReadonlySet<string> = new Set(['guardrail_inference', 'triggers_replace']);
/** Text for people. */
const prose = /(description|display_?name|title|subject|comment|sid|^id)$/i;
const reserved: ReadonlySet<string> = new Set(['text', 'number', 'anything']);
const word = /^[A-Za-z*-][\w.:/*+-]{0,79}$/;
/** Stands for what differs from one topology to the next. */
const data = ' ';

/** An argument: its name, that of what it is in, and the type or the like that it is of. */
interface Where {
  readonly name: string;
  readonly within: string;
  readonly subject: string;
}

function shapeOf(values: readonly unknown[], where: Where): Shape {
  const { name, within, subject } = where;
  const inside = (inner: readonly unknown[], key: string) => shapeOf(inner, { name: key, within: name, subject });
  if (unjudged.has(name)) return 'anything';
  if (values.some(Array.isArray) || listed.has(name)) {
    const items = values.flat();
    const mayBeEmpty = values.some((value) => Array.isArray(value) && value.length === 0);
    return items.length === 0 ? [] : [inside(items, fixedIn(subject).includes(name) ? name : ''), ...(mayBeEmpty ? ['none'] : [])];
  }
  const leaf = leafOf(values.filter(isScalar), where);
  const blocks = values.filter((value) => !isScalar(value)).map(record);
  if (blocks.length === 0) return leaf ?? 'text';
  const instead: Readonly<Record<string, Shape>> = leaf === undefined ? {} : { '=': unfolded(leaf) };
  if (within === 'Condition') return { ...instead, '*': ['text'] };
  if (named.has(name))
    return {
      ...instead,
      '*': inside(
        blocks.flatMap((block) => Object.values(block)),
        '',
      ),
    };
  const names = [...new Set(blocks.flatMap((block) => Object.keys(block)))].sort();
  const inner = names.map((key) => {
    const found = blocks.map((block) => block[key]).filter((value) => value !== undefined && value !== null);
    if (found.length === 0) return [key, 'null'] as const;
    // A condition holds by any of its operators.
    return [found.length < blocks.length || name === 'Condition' ? `${key}?` : key, inside(found, key)] as const;
  });
  const together = alternatives.has(name) || alternatives.has(within) ? combinations(blocks, names) : undefined;
  return { ...instead, ...(together !== undefined && { '|': together }), ...Object.fromEntries(inner) };
}

/** Combinations of the arguments that not every block has, where each belongs to one of them only: options that are independent do not. */
function combinations(blocks: readonly Record<string, unknown>[], names: readonly string[]): readonly string[] | undefined {
  const given = (block: Record<string, unknown>, key: string) => (block[key] ?? null) !== null;
  const optional = names.filter((key) => blocks.some((block) => given(block, key)) && !blocks.every((block) => given(block, key)));
  if (optional.length < 2) return undefined;
  const found = [...new Set(blocks.map((block) => optional.filter((key) => given(block, key)).join(', ') || 'none'))].sort();
  const disjoint = optional.every((key) => found.filter((names) => names.split(', ').includes(key)).length === 1);
  return disjoint ? found : undefined;
}

/** Words a line each are a map by themselves. */
function unfolded(leaf: Shape): Shape {
  return typeof leaf === 'object' && '=' in leaf ? leaf['='] : leaf;
}

function leafOf(scalars: readonly unknown[], { name, subject }: Where): Shape | undefined {
  if (scalars.length === 0) return undefined;
  if (fixedIn(subject).includes(name)) {
    const given = [...new Set(scalars.map(String))].sort((a, b) => Number.parseFloat(a) - Number.parseFloat(b) || (a < b ? -1 : 1));
    if (given.length === 1 && isNumber(scalars[0])) return Number(given[0]);
    return given.every((value) => /^[^\s|]+$/.test(value)) ? given.join(' | ') : { '=': given };
  }
  const numbers = scalars.filter(isNumber);
  const words = scalars.filter((value) => typeof value === 'boolean' || (typeof value === 'string' && value !== data && !isNumber(value))).map(String);
  if (numbers.length === scalars.length) return 'number';
  if (words.length < scalars.length || prose.test(name)) return 'text';
  const distinct = [...new Set(words)].sort();
  if (distinct.some((one) => reserved.has(one))) throw new Error(`${name}: ${distinct.join(', ')} has a word that the tables use`);
  if (distinct.length > 6) return { '=': distinct };
  return distinct.length === 1 && /^(true|false)$/.test(distinct[0] ?? '') ? distinct[0] === 'true' : distinct.join(' | ');
}

const facts = new Set(
  readdirSync('facts')
    // What a deployer may call is said of types and actions that are constant here; no value of an output comes from it.
    .filter((file) => file.endsWith('.yaml') && file !== 'deployer.yaml')
    .flatMap((file) => [...texts(parse(readFileSync(`facts/${file}`, 'utf8')))])
    // A plain word is in them by chance, or one of few that the schema lists as well.
    .filter((text) => /[^A-Za-z_]/.test(text)),
);
/** Ends with the hash of CDK, or with a digest that makes a name unique in the world. */
const hashed = /[0-9a-f]{8}$/i;
const regionsOfFacts = [...facts].filter((text) => /^[a-z]+(-[a-z]+)*-?\d+(-[a-z])?$/.test(text));

function* texts(value: unknown): Iterable<string> {
  if (typeof value === 'string') yield value;
  else for (const item of Array.isArray(value) ? value : Object.values(record(value))) yield* texts(item);
}

/** Where a topology has words that reach tags or nothing at all, or only a variable that may be any text. */
const names = /^(landingZone\.(extraTags|securityPrincipals)|approvals|contracts|extensions|licence|gateway\.(zones\.\*\.identity|images\.(base|envoy)))\b/;

/** Services that are declared to be there by their names, such as kms, which actions have too. */
const isService = (name: string, value: string) => /^existing\.networks\.\*\.endpoints\.services/.test(name) && !value.includes('/');

/** Whether a word comes from the topology or from facts. */
function dataOf(topology: Topology): (word: string) => boolean {
  const ours = [...places(topologySchema, topology)].filter(({ name }) => !names.test(name));
  const given = ours.flatMap(({ name, path, value, values, alternatives }) => [
    ...(typeof value === 'string' && values === undefined && alternatives === undefined && !isService(name, value) ? [value] : []),
    ...(name.endsWith('*') ? [String(path.at(-1))] : []),
  ]);
  const own = [...new Set([...given, ...regionsOfFacts])].filter((text) => text.length > 1);
  const part = new RegExp(`(?<![A-Za-z0-9])(?:${own.map((text) => text.replace(/[^\w]/g, '\\$&')).join('|')})(?![A-Za-z0-9])`);
  const joined = new RegExp(`^(?:${own.map((text) => text.replace(/[^A-Za-z0-9]/g, '')).join('|')})+$`);
  // Repositories of images are taken apart.
  const components = new Set(given.filter((text) => text.includes('@sha256:')).flatMap((text) => text.split(/[/:@.]/)));
  return (text) => facts.has(text) || components.has(text) || part.test(text) || joined.test(text) || hashed.test(text);
}
