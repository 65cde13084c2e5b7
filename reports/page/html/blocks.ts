import type { Block, Cell, ChartBlock, Column, Section, TableBlock } from '../block.js';
import { mapSvg } from '../map/svg.js';
import { html, Markup } from '../markup.js';

/** What rendering needs besides the blocks. */
export interface Rendering {
  /** SVG of a chart, drawn before. */
  readonly drawn: ReadonlyMap<object, string>;
  /** Before every id of the page, and the name after every name, so that two topologies can be beside each other. */
  readonly prefix: string;
  readonly side?: string;
}

/** A section of a page; `first` is the one that people see first. */
export function sectionHtml({ id, title, blocks }: Section, rendering: Rendering, first = false): Markup {
  const at = `${rendering.prefix}${id}`;
  return html`<section id="${at}" aria-labelledby="${at}-title"><h2 id="${at}-title"${first && html` class="glance"`}>${title}</h2>${blocks.map((block) => blockHtml(block, rendering))}</section>
`;
}

/** The same within a section that shows it of two topologies: its heading is the name of the topology. */
export function sideHtml({ id, blocks }: Section, rendering: Rendering): Markup {
  return html`<div id="${rendering.prefix}${id}"><h3>${rendering.side}</h3>${blocks.map((block) => blockHtml(block, rendering))}</div>`;
}

/** A name that is the page's only one. */
const told = (name: string, { side }: Rendering) => (side === undefined ? name : `${name}, ${side}`);

function blockHtml(block: Block, rendering: Rendering): Markup {
  switch (block.kind) {
    case 'table':
      return tableHtml(block, rendering);
    case 'chart':
      return chartHtml(block, rendering);
    case 'map':
      return html`<figure><figcaption>Workloads, zones, gateways and hosts ${reference(block.table, rendering)}</figcaption><div class="scroll" role="region" aria-label="${told('Picture of the topology', rendering)}" tabindex="0">${mapSvg(block.map, block.alt)}</div><p class="source">Solid: first host of a route, as thick as its part of all tokens. Dashed: overflow. Dotted: screening by a guard.</p></figure>`;
    case 'figures':
      return html`<ul class="figures">${block.figures.map(({ label, value, detail, tone, href }) => html`<li><a href="#${rendering.prefix}${href}"><span class="label">${label}</span> <span class="value ${tone}">${value}</span> <span class="detail">${detail}</span></a></li>`)}</ul>`;
    case 'prose':
      return html`<p class="prose ${block.tone}">${block.text}</p>`;
    case 'absent':
      return html`<p class="absent">${block.text}</p>`;
  }
}

function chartHtml({ title, alt, specs, table }: ChartBlock, rendering: Rendering): Markup {
  const drawn = (spec: object) => new Markup(rendering.drawn.get(spec) ?? '');
  return html`<figure><figcaption>${title} ${reference(table, rendering)}</figcaption><div role="img" aria-label="${title}. ${alt}"><div class="wide">${drawn(specs.wide)}</div><div class="narrow">${drawn(specs.narrow)}</div></div></figure>`;
}

function reference(table: string, { prefix }: Rendering): Markup {
  return html`<a class="reference" href="#${prefix}${table}">as a table</a>`;
}

function tableHtml(block: TableBlock, rendering: Rendering): Markup {
  const { id, caption, columns, rows, total, source, detail } = block;
  const row = (cells: readonly Cell[]) => html`<tr>${cells.map((cell, index) => cellHtml(cell, columns[index], index === 0, rendering))}</tr>
`;
  const at = `${rendering.prefix}${id}`;
  const table = html`<div class="scroll" role="region" aria-label="${told(caption, rendering)}" tabindex="0"><table aria-labelledby="${at}-caption"><thead><tr>${columns.map(({ head, is }) => html`<th scope="col"${is === 'number' && html` class="num"`}>${head}</th>`)}</tr></thead>
<tbody>${rows.map(row)}</tbody>${total !== undefined && html`<tfoot>${row(total)}</tfoot>`}</table></div><p class="source">Source: ${source.replace(/\.$/, '')}.</p>`;
  return detail
    ? html`<details id="${at}"><summary><span id="${at}-caption">${caption}</span> (${rows.length} ${rows.length === 1 ? 'row' : 'rows'})</summary>${table}</details>`
    : html`<div id="${at}"><p class="caption" id="${at}-caption">${caption}</p>${table}</div>`;
}

const longText = 40;

function cellHtml(cell: Cell, column: Column | undefined, first: boolean, { prefix }: Rendering): Markup {
  const { text, tone, href } = typeof cell === 'string' ? { text: cell, tone: undefined, href: undefined } : cell;
  const classes = [column?.is === 'number' ? 'num' : (column?.is ?? (text.length > longText ? 'long' : '')), tone ?? '']
    .filter((name) => name !== '')
    .join(' ');
  const attributes = classes !== '' && html` class="${classes}"`;
  const content = href === undefined ? whole(text) : html`<a href="#${prefix}${href}">${whole(text)}</a>`;
  return first ? html`<th scope="row"${attributes}>${content}</th>` : html`<td${attributes}>${content}</td>`;
}

/** Names and days with hyphens stay on one line where they are short: a browser would break them there. */
function whole(text: string): (Markup | string)[] {
  if (text.length > longText && !text.includes(' ')) return [text];
  return text.split(/(\b[\w.]+(?:-[\w.]+)+\b)/).map((part, index) => (index % 2 === 1 && part.length <= 28 ? html`<span class="nb">${part}</span>` : part));
}
