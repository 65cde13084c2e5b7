// Runs in the page that is judged: what a person would see wrong with it. Answers are findings, in words.

globalThis.judge = {
  /** Nothing is wider than the screen, and no two texts of a drawing are on one another. */
  looks() {
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    return [...(wide > 0 ? [`is ${wide} px wider than the screen`] : []), ...[...document.querySelectorAll('svg')].flatMap(overlaps)];
  },

  /** What people decide by is seen without scrolling: the figures, or what two topologies differ in first. */
  firstScreen() {
    const first = document.querySelector('main section');
    const shown = [...(first?.querySelectorAll('.figures li, #cost-per-workload tbody tr, #totals tbody tr:nth-child(-n+7)') ?? [])];
    const below = shown.filter((element) => element.getBoundingClientRect().bottom > window.innerHeight);
    return shown.length < 4 ? ['shows no figures first'] : below.map((element) => `"${element.textContent?.slice(0, 40)}" is below the first screen`);
  },

  open() {
    for (const details of document.querySelectorAll('details')) details.open = true;
  },

  async readByAxe() {
    const { violations } = await globalThis.axe.run();
    return violations.map(({ id, help, nodes }) => `axe ${id}: ${help}, ${nodes.length} times, first ${nodes[0]?.html.slice(0, 200)}`);
  },

  /** On paper everything is open, black on white, and inside of the page. */
  printed() {
    const paper = getComputedStyle(document.body).backgroundColor;
    const name = (table) => table.closest('[id]')?.id;
    const tables = [...document.querySelectorAll('table')];
    return [
      ...(paper === 'rgb(255, 255, 255)' ? [] : [`its paper is ${paper}`]),
      ...tables.filter((table) => table.getBoundingClientRect().height === 0).map((table) => `the table ${name(table)} is closed`),
      ...tables.filter((table) => table.getBoundingClientRect().right > window.innerWidth + 1).map((table) => `the table ${name(table)} leaves the page`),
    ];
  },
};

function overlaps(svg) {
  const boxes = [...svg.querySelectorAll('text')]
    .filter((text) => text.textContent.trim() !== '')
    .map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0);
  const meet = (a, b) => a.left + 1 < b.right && b.left + 1 < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
  return boxes.flatMap(({ text, box }, index) =>
    boxes
      .slice(index + 1)
      .filter((other) => meet(box, other.box))
      .map((other) => `"${text}" is on "${other.text}"`),
  );
}
