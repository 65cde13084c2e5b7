import { code, details, prose, table } from '../markdown-text.js';
import type { Block, Cell, Section, TableBlock } from './block.js';
import { mapMermaid } from './map/mermaid.js';

/** Sections as Markdown for a pull request: the same tables, with pictures that Mermaid draws. */
export function sectionsMarkdown(sections: readonly Section[], level = '##'): string {
  return sections
    .map(({ title, blocks }) => [`${level} ${prose(title)}`, ...blocks.map(blockMarkdown).filter((text) => text !== '')].join('\n\n'))
    .join('\n\n');
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case 'table':
      return tableMarkdown(block);
    case 'chart':
      return block.mermaid === undefined ? `*${prose(block.title)}.* ${prose(block.alt)}` : mermaid(block.mermaid);
    case 'map':
      return mermaid(mapMermaid(block.map));
    case 'figures':
      return table(
        ['', '', ''],
        block.figures.map(({ label, value, detail }) => [prose(label), `**${prose(value)}**`, prose(detail)]),
      ).join('\n');
    case 'prose':
    case 'absent':
      return prose(block.text);
  }
}

function tableMarkdown({ caption, columns, rows, total, source, detail }: TableBlock): string {
  const cell = (one: Cell, index: number) => {
    const text = typeof one === 'string' ? one : one.text;
    const marked = typeof one === 'object' && (one.tone === 'bad' || one.tone === 'warn');
    const shown = columns[index]?.is === 'code' ? code(text) : prose(text);
    return marked && shown !== '' ? `**${shown}**` : shown;
  };
  const lines = table(
    columns.map(({ head }) => prose(head)),
    [...rows, ...(total === undefined ? [] : [total])].map((row) => row.map(cell)),
  );
  lines[1] = `| ${columns.map(({ is }) => (is === 'number' ? '---:' : '---')).join(' | ')} |`;
  const body = [...lines, '', `Source: ${prose(source)}.`];
  return detail ? details(prose(caption), body) : [`**${prose(caption)}**`, '', ...body].join('\n');
}

function mermaid(lines: readonly string[]): string {
  return ['```mermaid', ...lines, '```'].join('\n');
}
