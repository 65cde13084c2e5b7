/** One piece of a report that is shown whole or left out whole. */
export interface Item {
  readonly text: string;
  /** How many changes it reports: shown when it is left out. */
  readonly tells: number;
}

export interface Section {
  readonly title: string;
  /** Lines before the items, never left out. */
  readonly lead: readonly string[];
  /** Riskiest first. */
  readonly items: readonly Item[];
  /** Lines after the items, never left out. */
  readonly tail: readonly string[];
  /** Items that are rows of one table or list are joined by a line break, others by an empty line. */
  readonly tight?: boolean;
}

export function item(text: string, tells = 1): Item {
  return { text, tells };
}

/** Writes sections in their order; what does not fit into `limit` characters is left out from the end, the least risky first, and counted. */
export function fitted(heading: readonly string[], sections: readonly Section[], limit: number): string {
  const shown = sections.map((section) => section.items.length);
  let text = written(heading, sections, shown);
  while (text.length > limit) {
    const last = shown.findLastIndex((number) => number > 0);
    if (last < 0) break;
    // In steps: writing everything again for each of thousands of items would take longer than the comparison.
    const spare = text.length - limit;
    let freed = 0;
    while ((shown[last] ?? 0) > 0 && freed < spare) {
      shown[last] = (shown[last] ?? 0) - 1;
      freed += (sections[last]?.items[shown[last] ?? 0]?.text.length ?? 0) + 1;
    }
    text = written(heading, sections, shown);
  }
  return text;
}

function written(heading: readonly string[], sections: readonly Section[], shown: readonly number[]): string {
  const parts = sections.map((section, index) => {
    const kept = section.items.slice(0, shown[index]);
    const left = section.items.slice(shown[index]).reduce((sum, { tells }) => sum + tells, 0);
    const more = left === 0 ? [] : ['', `*${left} more left out here for length; the full report has them.*`];
    return [
      `### ${section.title}`,
      '',
      ...section.lead,
      kept.map(({ text }) => text).join(section.tight === true ? '\n' : '\n\n'),
      ...more,
      ...section.tail,
    ].join('\n');
  });
  return `${[heading.join('\n'), ...parts]
    .join('\n\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}
