import type { GrantForm, GrantForms, GrantTable } from '../../../catalogue/grants/read.js';
import { type ExpectedStack, expectedStacks } from '../../../derived/expected-stacks.js';
import type { Bound, named, Values } from '../../../derived/grants/blanks.js';
import { stackPlace } from '../../../derived/grants/stack-place.js';
import { boundValues, namedEntities, stackValues } from '../../../derived/grants/values.js';
import { stackConditions } from '../../../derived/presence/conditions.js';
import { formDifferences } from '../../../evidence/grants/form-match.js';
import { type GrantedUnit, grantedUnits } from '../../../evidence/grants/granted-units.js';
import { mustBe } from '../../../evidence/grants/guards.js';
import { keyOf, nameIn } from '../../../evidence/grants/reviewed-forms.js';
import type { Resource, SynthesizedStack } from '../../../evidence/synthesized/stack.js';
import type { LoadedTopology } from '../../../topology/load.js';

/** Names of resources that speak of an entity: what is before and after it. */
const frames: readonly (readonly [sort: (typeof named)[number], before: RegExp, after: RegExp])[] = [
  ['workload', /^AWS::IAM::(Role|Policy) $/, /^(Role|WebIdentity|ProviderKeys)$/],
  ['workload', /^AWS::IAM::ManagedPolicy Workloads$/, /^Invoke$/],
  ['workload', /^google_\w+ Identities_$/, /^_\w+$/],
  ['workload', /^google_\w+ ApiKey_Gateway-$/, /^$/],
  ['workload', /^(azurerm|databricks|ibm)_\w+ Workloads_$/, /^_\w+$/],
  ['zone', /^AWS::IAM::Role Zones$/, /^Role$/],
  ['target', /^AWS::Organizations::Policy (Bedrock|Capacity)$/, /^Policy$/],
  ['target', /^google_iam_workload_identity_pool_provider Identities_Aws_$/, /^$/],
  ['job', /^AWS::CodeBuild::Project $/, /^$/],
  ['agent', /^AWS::[\w:]+ (Next)?Agents$/, /^\w+$/],
  ['block', /^AWS::Scheduler::Schedule Blocks$/, /^\w+$/],
  ['location', /^google_\w+ Keys_(regional|search)-$/, /^_\w+$/],
  ['repository', /^google_\w+ NodeAccount_Images-$/, /^$/],
  ['generation', /^(AWS::KMS::Key|google_\w+) SigningKey$/, /^(_\w+)?$/],
];

/** Blanks whose values are common words: where they are meant. */
const onlyAt: Readonly<Record<string, RegExp>> = {
  'every account that opts out': / OptOutPolicy /,
  'bounded account': / BedrockGuardrailsPolicy /,
  'filter confidence': /confidence_level$/,
  'personal data': /sdp_settings/,
  'retention mode': /DataRetentionMode$/,
  'every retention mode': /DataRetentionMode$/,
  'enforced model': /included_models/,
  'excepted model': /excluded_models/,
  'guarding of system prompts': /selective_content_guarding\.system/,
  'guarding of messages': /selective_content_guarding\.messages/,
};

interface Entry {
  count: number;
  /** Which stacks of the kind have it, by their place in the order in which they came. */
  readonly inStacks: Set<number>;
  readonly forms: Map<string, { readonly at: string; readonly says: GrantForm['says']; count: number }>;
}

/** Collects the forms of what topologies emit. */
export class FormCollector {
  private readonly stacks = new Map<string, { readonly conditions: Conditions[]; readonly resources: Map<string, Entry> }>();

  add(loaded: LoadedTopology, stacks: readonly SynthesizedStack[]): void {
    const expected = expectedStacks(loaded.topology, loaded.outputs);
    for (const stack of stacks) {
      const place = stackPlace(loaded.topology, stack.name);
      if (place === undefined) throw new Error(`${stack.name} is no stack of ${loaded.source.file}`);
      const known = this.stacks.get(place.kind) ?? { conditions: [] as Conditions[], resources: new Map<string, Entry>() };
      this.stacks.set(place.kind, known);
      const index =
        known.conditions.push(
          conditionsOf(
            loaded,
            expected.find(({ name }) => name === stack.name),
          ),
        ) - 1;
      for (const resource of stack.resources) {
        const units = grantedUnits(resource);
        if (units.length === 0) continue;
        const { key, bound } = boundName(loaded, resource);
        const values = {
          ...boundValues(loaded.topology, loaded.outputs, place, bound),
          ...stackValues(loaded.topology, loaded.outputs, { stack: stack.name, place, region: stack.region ?? '' }),
        };
        const entry = known.resources.get(key) ?? { count: 0, inStacks: new Set(), forms: new Map() };
        known.resources.set(key, entry);
        entry.count++;
        entry.inStacks.add(index);
        const own = new Set<string>();
        for (const unit of units) {
          const says = generalised(key, unit, stack, values, bound);
          const id = JSON.stringify([unit.at, says]);
          const form = entry.forms.get(id) ?? { at: unit.at, says, count: 0 };
          entry.forms.set(id, form);
          if (!own.has(id)) form.count++;
          own.add(id);
        }
      }
    }
  }

  /** The table of one cloud, sorted. */
  table(cloud: string): GrantTable {
    const kinds = [...this.stacks].filter(([kind]) => kind.startsWith(`${cloud}-`)).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(
      kinds.map(([kind, { conditions, resources }]) => [
        kind,
        Object.fromEntries(
          [...resources]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, entry]): [string, GrantForms] => {
              const forms: Record<string, GrantForm[]> = {};
              for (const [, form] of [...entry.forms].sort(([a], [b]) => (a < b ? -1 : 1))) {
                forms[form.at] ??= [];
                forms[form.at]?.push({ sometimes: mustBe(key, form.says) && form.count < entry.count, says: form.says });
              }
              const where = whereOf(entry, conditions);
              return [key, { sometimes: entry.inStacks.size < conditions.length, ...(where !== undefined && { where }), forms }];
            }),
        ),
      ]),
    );
  }
}

type Conditions = Readonly<Record<string, boolean>>;

function conditionsOf({ topology, outputs }: LoadedTopology, asked: ExpectedStack | undefined): Conditions {
  if (asked === undefined) return {};
  return Object.fromEntries(
    Object.entries(stackConditions).flatMap(([name, condition]) => {
      const holds = condition(topology, asked, outputs);
      return holds === undefined ? [] : [[name, holds]];
    }),
  );
}

/** The one condition that holds for the stacks that have something, and for no others of their kind. */
function whereOf({ inStacks }: Entry, conditions: readonly Conditions[]): string | undefined {
  if (inStacks.size === conditions.length) return undefined;
  const fits = Object.keys(conditions[0] ?? {}).filter((name) => conditions.every((one, index) => one[name] === inStacks.has(index)));
  return fits.length === 1 ? fits[0] : undefined;
}

/** The file of one cloud: a form on each line. */
export function tableText(table: GrantTable): string {
  const lines = Object.entries(table)
    .filter(([, resources]) => Object.keys(resources).length > 0)
    .flatMap(([kind, resources]) => [
      `${kind}:`,
      ...Object.entries(resources).flatMap(([key, { sometimes, where, forms }]) => [
        `  ${key}:`,
        ...(where !== undefined ? [`    where: ${where}`] : sometimes ? ['    sometimes: true'] : []),
        ...Object.entries(forms).flatMap(([at, list]) => [`    ${at === '' ? "''" : at}:`, ...list.map((form) => `      - ${formText(form)}`)]),
      ]),
    ]);
  return `${['# What every resource may grant, refuse or filter: docs/adr/0077-grants-have-reviewed-forms.md', ...lines].join('\n')}\n`;
}

function formText({ sometimes, says }: GrantForm): string {
  const parts = Object.entries(says).map(
    ([path, texts]) => `${quoted(path)}: ${texts.length === 1 ? quoted(texts[0] ?? '') : `[${texts.map(quoted).join(', ')}]`}`,
  );
  return `{${[...(sometimes ? ['sometimes: true'] : []), ...parts].join(', ')}}`;
}

/** Plain where YAML reads the same text; else in single quotes. */
function quoted(text: string): string {
  return /^[A-Za-z/][\w./-]*$/.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text) ? text : `'${text.replaceAll("'", "''")}'`;
}

function boundName({ topology }: LoadedTopology, resource: Resource): { readonly key: string; readonly bound: Bound } {
  const key = keyOf(resource);
  const entities = namedEntities(topology);
  for (const [sort, before, after] of frames) {
    for (const entity of entities[sort]) {
      const name = nameIn(resource.stack, entity);
      for (let at = key.indexOf(name); at >= 0; at = key.indexOf(name, at + 1)) {
        const [head, tail] = [key.slice(0, at), key.slice(at + name.length)];
        if (before.test(head) && after.test(tail)) return { key: `${head}<${sort}>${tail}`, bound: { [sort]: entity } };
        if (at >= key.length) break;
      }
    }
  }
  return { key, bound: {} };
}

function generalised(key: string, unit: GrantedUnit, stack: SynthesizedStack, values: Values, bound: Bound): GrantForm['says'] {
  const inNames = Object.fromEntries(Object.entries(bound).map(([sort, entity]) => [`${sort} in names`, [nameIn(stack, entity)]]));
  const all = { ...inNames, ...values };
  const blanks = Object.entries(all)
    .flatMap(([name, texts], order) => texts.filter((text) => text !== '').map((text) => ({ name, text, order })))
    .sort((a, b) => b.text.length - a.text.length || a.order - b.order);
  const says: Record<string, string[]> = {};
  for (const [path, texts] of Object.entries(unit.values)) {
    // A blank for all of its values at once fits only where all of them are.
    const fitting = blanks.filter(({ name }) => !name.startsWith('every ') || (all[name] ?? []).every((text) => texts.some((one) => one.includes(text))));
    const own = fitting.filter(({ name }) => onlyAt[name]?.test(`${key} ${unit.at}.${path}`) ?? true);
    const pattern = (text: string) => own.reduce((sum, blank) => withBlank(sum, blank.text, blank.name), text);
    says[pattern(path)] = [...new Set([...(says[pattern(path)] ?? []), ...texts.map(pattern)])].sort();
  }
  const differences = formDifferences(unit, { sometimes: false, says }, all);
  if (differences.length > 0) throw new Error(`${stack.name}: the form of ${JSON.stringify(unit)} does not match it: ${JSON.stringify(differences)}`);
  return says;
}

/** Text with a value replaced wherever it is a whole word, and not inside a blank. */
function withBlank(text: string, value: string, name: string): string {
  const parts = text.split(/(<[A-Za-z][\w ]*>)/);
  const word = (character: string | undefined) => character !== undefined && /[A-Za-z0-9]/.test(character);
  return parts
    .map((part, index) => {
      if (index % 2 === 1) return part;
      let result = '';
      let from = 0;
      for (let at = part.indexOf(value); at >= 0; at = part.indexOf(value, at + 1)) {
        // Names of CloudFormation run words together; inside a reference the name of an entity is no word of its own.
        const loose = name.endsWith('in names') && part.lastIndexOf('${', at) > part.lastIndexOf('}', at);
        const joined = (word(value[0]) && word(part[at - 1])) || (word(value.at(-1)) && word(part[at + value.length]));
        if (!loose && joined) continue;
        if (name.endsWith('in names') && !loose) continue;
        if (at < from) continue;
        result += `${part.slice(from, at)}<${name}>`;
        from = at + value.length;
      }
      return result + part.slice(from);
    })
    .join('');
}
