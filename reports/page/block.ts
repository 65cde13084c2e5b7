/** What a page is made of, whether it is written as HTML or as Markdown. All text is plain: whoever renders it escapes it. */
import type { TopLevelSpec } from 'vega-lite';
import type { TopologyMap } from './map/model.js';

export type Tone = 'good' | 'warn' | 'bad' | 'quiet';

/** A cell with more than its text. `href`: id of a table of the page. */
export interface ToldCell {
  readonly text: string;
  readonly tone?: Tone;
  readonly href?: string;
}
export type Cell = string | ToldCell;

export interface Column {
  readonly head: string;
  /** @default - text */
  readonly is?: 'number' | 'name' | 'code';
}

export interface TableBlock {
  readonly kind: 'table';
  /** Of the element: what numbers link to. */
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Last row, of sums. */
  readonly total?: readonly Cell[];
  /** Where its numbers are from. */
  readonly source: string;
  /** Closed until a reader opens it; open in print. */
  readonly detail?: boolean;
}

/** A chart. What it shows is in the table that it names. */
export interface ChartBlock {
  readonly kind: 'chart';
  readonly title: string;
  /** What it shows, in a sentence, for those who do not see it. */
  readonly alt: string;
  readonly specs: { readonly wide: TopLevelSpec; readonly narrow: TopLevelSpec };
  /** Id of the table with its numbers. */
  readonly table: string;
  /** Lines of Mermaid where it can draw the same. */
  readonly mermaid?: readonly string[];
}

/** A number on the first screen, and the table that it is from. */
export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly detail: string;
  readonly tone?: Tone;
  readonly href: string;
}

export type Block =
  | TableBlock
  | ChartBlock
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  | { readonly kind: 'map'; readonly map: TopologyMap; readonly alt: string; readonly table: string }
  | { readonly kind: 'prose'; readonly text: string; readonly tone?: Tone }
  /** Data that nothing here makes yet. */
  | { readonly kind: 'absent'; readonly text: string };

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}
