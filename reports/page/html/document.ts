import { readFileSync } from 'node:fs';
import type { Block, Section } from '../block.js';
import { html, Markup } from '../markup.js';
import { type Rendering, sectionHtml, sideHtml } from './blocks.js';

/** One side of a page: a topology. */
export interface Side {
  readonly name: string;
  readonly sections: readonly Section[];
}

export interface PageText {
  readonly title: string;
  readonly subtitle: string;
  readonly footer: string;
}

const style = () => readFileSync(new URL('style.css', import.meta.url), 'utf8');

/** Nothing is fetched and nothing runs: a page that is opened from a mail or an archive says what it said when it was made. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A page on its own: one topology, or two with what differs before them. `drawn`: charts as SVG, by their specification. */
export function pageHtml(text: PageText, first: readonly Section[], sides: readonly Side[], drawn: Rendering['drawn']): string {
  const rendering = { drawn, prefix: '' };
  const sections = sides.length === 0 ? first : [...first, ...(sides[0]?.sections ?? [])];
  const body =
    sides.length === 0
      ? first.map((section, index) => sectionHtml(section, rendering, index === 0))
      : [...first.map((section, index) => sectionHtml(section, rendering, index === 0)), ...sideBySide(sides, drawn)];
  const [glance, ...rest] = body;
  const links = sections.slice(1).map(({ id, title }) => html`<li><a href="#${first.some((section) => section.id === id) ? '' : 'a-'}${id}">${title}</a></li>`);
  return `<!doctype html>
${
  html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="color-scheme" content="light dark"><title>${text.title}</title><style>
${new Markup(style())}</style></head>
<body><a class="skip" href="#main">Skip to the content</a><div class="page${sides.length > 0 && ' sides'}"><header class="top"><h1>${text.title}</h1><p>${text.subtitle}</p></header>
<main id="main">${glance}<nav aria-label="Sections"><ul>${links}</ul></nav>
${rest}</main>
<footer>${text.footer}</footer></div></body></html>
`.text
}`;
}

/** The same section of both, beside each other where there is room. */
function sideBySide([a, b]: readonly Side[], drawn: Rendering['drawn']): Markup[] {
  return (a?.sections ?? []).map((section, index) => {
    const other = b?.sections[index];
    return html`<section aria-labelledby="${section.id}-title"><h2 id="${section.id}-title">${section.title}</h2><div class="columns">${sideHtml(section, { drawn, prefix: 'a-', side: a?.name ?? '' })}${other && sideHtml(other, { drawn, prefix: 'b-', side: b?.name ?? '' })}</div></section>
`;
  });
}

/** Specifications of every chart of some sections, in the order in which they are drawn. */
export function specsOf(sections: readonly Section[]): object[] {
  return sections.flatMap(({ blocks }) => blocks.flatMap((block: Block) => (block.kind === 'chart' ? [block.specs.wide, block.specs.narrow] : [])));
}
