import { stringify } from 'yaml';
import type { Field } from '../topology/fields/field.js';
import { anchorOf } from '../topology/fields/forms.js';
import { type FieldPlace, placesIn } from '../topology/fields/places.js';
import { idForm } from '../topology/schema/primitives.js';
import { fieldRow } from './field-row.js';
import { code, prose, table } from './markdown-text.js';

/** Fields that are explained in one table: of a section, or of an entry of a map. */
interface Entity {
  readonly path: readonly string[];
  readonly tags: readonly string[];
  readonly places: readonly FieldPlace[];
}

/** What a page says before its tables. */
interface Opening {
  readonly title: string;
  readonly lines: readonly string[];
}

/** The schema of a file as a Markdown page: a section per entity, a row and an anchor per field. */
function fieldsPage(root: Field, { title, lines }: Opening): string {
  const [file = [], ...sections] = sectionsOf(entitiesOf(placesIn(root)));
  const headings = new Set(sections.map(([entity]) => entity?.path[0] ?? ''));
  const shown = new Map<string, Entity>();
  return [
    `# ${title}`,
    '',
    ...lines,
    '',
    ...file.flatMap((entity) => rows(entity, headings)),
    ...sections.flatMap((entities) => [...heading(root, entities[0]), ...entities.flatMap((entity) => body(entity, shown))]),
  ].join('\n');
}

export function topologyPage(root: Field): string {
  return fieldsPage(root, {
    title: 'The topology file, field by field',
    lines: [
      'Generated from `topology/schema/` and `hosts/*/schema.ts` by `npm run docs`. Editors show the same text: the first line of a topology names its schema.',
      `\`<id>\` stands for a key of your own: ${idForm}. A section with a default may be left out.`,
    ],
  });
}

export function outputsPage(root: Field): string {
  return fieldsPage(root, {
    title: 'The outputs file, field by field',
    lines: [
      'Generated from `topology/outputs.ts` by `npm run docs`. `<name>.outputs.yaml` holds what exists after a deployment only; `blueprint outputs import` writes it',
      '([deploy-time values](operations.md#deploy-time-values)). Nothing of it is secret. `<id>` stands for a key of the topology.',
    ],
  });
}

function entitiesOf(places: readonly FieldPlace[]): Entity[] {
  const entities = new Map<string, Entity & { places: FieldPlace[] }>();
  for (const place of places) {
    const key = place.path.indexOf('<id>');
    const path = place.path.slice(0, key === -1 ? Math.min(1, place.path.length - 1) : key + 1);
    const name = [...path, ...place.tags].join(' ');
    const entity = entities.get(name) ?? { path, tags: place.tags, places: [] };
    entity.places.push(place);
    entities.set(name, entity);
  }
  return [...entities.values()];
}

function sectionsOf(entities: readonly Entity[]): Entity[][] {
  const sections = new Map<string, Entity[]>();
  for (const entity of entities) sections.set(entity.path[0] ?? '', [...(sections.get(entity.path[0] ?? '') ?? []), entity]);
  return [...sections.values()];
}

function heading(root: Field, entity: Entity | undefined): string[] {
  const section = entity?.path[0] ?? '';
  return [`## ${section}`, '', prose(root.properties?.[section]?.description ?? ''), ''];
}

function titleOf({ path, tags }: Entity): string {
  return `${code(path.join('.'))}${tags.length > 0 ? `: ${tags.join(', ')}` : ''}`;
}

/** Fields that another entity has as well are explained there. */
function body(entity: Entity, shown: Map<string, Entity>): string[] {
  const content = JSON.stringify(entity.places.map(({ path, field }) => [path.slice(entity.path.length), field]));
  const same = shown.get(content);
  if (same === undefined) shown.set(content, entity);
  if (same === undefined || entity.places.length < 2)
    return [...(entity.path.length === 1 ? [] : [`### ${titleOf(entity)}`, '']), ...example(entity), ...rows(entity)];
  const [first] = same.places;
  const anchors = entity.places.map((place) => `<a id="${anchorOf(place)}"></a>`).join('');
  return [`${anchors}${titleOf(entity)}: as [${code(same.path.join('.'))}](#${first === undefined ? '' : anchorOf(first)}).`, ''];
}

/** What a kind of entry needs, to paste: of entries that differ in kind. */
function example({ path: [section, id, ...deeper], tags, places }: Entity): string[] {
  if (section === undefined || id === undefined || deeper.length > 0 || tags.length === 0) return [];
  const needed = places.filter(({ path, required }) => required && path.length === 3);
  if (!needed.some(({ field }) => field.const !== undefined)) return [];
  const entry = Object.fromEntries(needed.map(({ path, field }) => [path[2], field.examples?.[0]]));
  return ['```yaml', stringify({ [section]: { [tags.join('-')]: entry } }, { lineWidth: 0 }).trimEnd(), '```', ''];
}

/** A field that has a section of its own leads there. */
function rows({ path, places }: Entity, headings: ReadonlySet<string> = new Set()): string[] {
  const lines = places.map((place) => {
    const [, ...cells] = fieldRow(place, path.length);
    const name = place.path[0] ?? '';
    return path.length === 0 && headings.has(name) ? [`[${code(name)}](#${anchorOf(place)})`, ...cells] : fieldRow(place, path.length);
  });
  return [...table(['field', 'what it says', 'allowed', 'default', 'example'], lines), ''];
}
