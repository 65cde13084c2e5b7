import { toolVersion } from '../../topology/tool-version.js';
import { prose } from '../markdown-text.js';
import { comparisonSection, sideNames } from './comparison.js';
import { pageHtml, specsOf } from './html/document.js';
import type { PageInput } from './input.js';
import { sectionsMarkdown } from './markdown.js';
import { pageSections } from './sections.js';

/** Draws charts: their specifications to SVG, in the same order. */
export type Draw = (specs: readonly object[]) => Promise<readonly string[]>;

/** One topology, or two that are compared. */
export type PageInputs = readonly [PageInput] | readonly [PageInput, PageInput];

/** A page without anything outside of it. */
export async function reportHtml(inputs: PageInputs, draw: Draw): Promise<string> {
  const [first, second] = inputs;
  const sections = inputs.map(pageSections);
  const specs = sections.flatMap(specsOf);
  const drawn = await draw(specs);
  const svg = new Map(specs.map((spec, index) => [spec, drawn[index] ?? '']));
  if (second === undefined) return pageHtml(textOf(inputs), sections[0] ?? [], [], svg);
  const names = sideNames([first, second]);
  return pageHtml(
    textOf(inputs),
    [comparisonSection([first, second])],
    sections.map((own, side) => ({ name: names[side] ?? '', sections: own })),
    svg,
  );
}

/** The same as Markdown. */
export function reportMarkdown(inputs: PageInputs): string {
  const [first, second] = inputs;
  const { title, subtitle, footer } = textOf(inputs);
  const body =
    second === undefined
      ? sectionsMarkdown(pageSections(first))
      : [
          sectionsMarkdown([comparisonSection([first, second])]),
          ...inputs.map((input, side) => `## ${prose(sideNames([first, second])[side] ?? '')}\n\n${sectionsMarkdown(pageSections(input), '###')}`),
        ].join('\n\n');
  return `# ${prose(title)}\n\n${prose(subtitle)}\n\n${body}\n\n${prose(footer)}\n`;
}

function textOf(inputs: PageInputs): { readonly title: string; readonly subtitle: string; readonly footer: string } {
  const [{ loaded, asOf }, second] = inputs;
  const { topology } = loaded;
  const title = second === undefined ? `${topology.name} ${topology.environment}` : sideNames([inputs[0], second]).join(' and ');
  const example = inputs.every((input) => input.loaded.topology.example) ? ' · example with documentation values' : '';
  const days = [...new Set([asOf, ...(second === undefined ? [] : [second.asOf])])].join(' and ');
  return {
    title: `Llama deployment ${title}`,
    subtitle: `${topology.organisation.legalName} · ${inputs.map((input) => input.loaded.source.file).join(' and ')} · as of ${days}${example}`,
    footer: `Made by hybrid-llama-blueprint ${toolVersion()} from ${inputs.map((input) => `${input.loaded.source.file} (SHA-256 ${input.loaded.sha256.slice(0, 12)}…)`).join(' and ')}. A plan, not a promise: list prices from dated public copies, throughput with an interval; every number is in a table with its source.`,
  };
}
