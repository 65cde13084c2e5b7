// Draws charts: specifications of Vega-Lite as JSON on standard input, SVG as JSON on standard output. Run by itself, unbundled: Vega is made of ES
// modules that await, which no bundle of ours can hold, and no other command has to load it.
import { text } from 'node:stream/consumers';
import { parse, textMetrics, View } from 'vega';
import { compile } from 'vega-lite';

// By an estimate, whether or not a canvas is installed: all machines draw the same.
textMetrics.canvas(false);

/** Width and height are for the page to say, and names for the figure round it. */
function withoutSize(svg) {
  const box = /^<svg[^>]* (viewBox="[\d. -]+")>/.exec(svg)?.[1];
  if (box === undefined) throw new Error(`Vega drew what is no SVG with a viewBox: ${svg.slice(0, 120)}`);
  return svg
    .replace(/^<svg[^>]*>/, `<svg class="chart" ${box}>`)
    .replace(/ (role|aria-[a-z]+)="[^"]*"/g, '')
    .replace('<svg ', '<svg aria-hidden="true" ');
}

async function drawn(spec) {
  const view = new View(parse(compile(spec).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return withoutSize(svg);
}

const charts = [];
for (const spec of JSON.parse(await text(process.stdin))) charts.push(await drawn(spec));
process.stdout.write(JSON.stringify(charts));
