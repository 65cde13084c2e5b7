import { describe, expect, it } from 'vitest';
import { type Box, mapLayout } from '../../../reports/page/map/layout.js';
import { mapMermaid, mermaidText } from '../../../reports/page/map/mermaid.js';
import { mapSvg } from '../../../reports/page/map/svg.js';
import { topologyMap } from '../../../reports/page/map/topology-map.js';
import { topologies } from '../../support/topologies.js';
import { pageInput } from './page-of.js';

const mapOf = (file: string) => {
  const { loaded, plan } = pageInput([], file);
  return topologyMap(loaded.topology, plan);
};

const overlap = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const overlapping = (boxes: readonly Box[]) => boxes.flatMap((a, index) => boxes.slice(index + 1).filter((b) => overlap(a, b)));

describe.each(topologies)('the picture of %s', (_, file) => {
  const map = mapOf(file);
  const layout = mapLayout(map);

  it('has a place for everything, and one for each', () => {
    expect(layout.workloads).toHaveLength(map.workloads.length);
    expect(layout.routes).toHaveLength(map.routes.length);
    expect(overlapping([...layout.workloads, ...layout.hosts, ...layout.zones.map(({ gateway }) => gateway)])).toEqual([]);
    expect(overlapping(layout.zones)).toEqual([]);
  });

  it('is inside of its frame', () => {
    const boxes: Box[] = [...layout.zones, ...layout.workloads, ...layout.hosts];
    expect(boxes.filter(({ x, y, width, height }) => x < 0 || y < 0 || x + width > layout.width + 0.001 || y + height > layout.height + 0.001)).toEqual([]);
  });

  it('says what goes over which line', () => {
    expect(mapSvg(map, 'picture').text.match(/class="route /g)).toHaveLength(map.routes.length);
  });
});

it('many workloads of one way are one row', () => {
  const { loaded, plan } = pageInput();
  const { variable } = loaded.topology.workloads;
  if (variable === undefined) throw new Error('no workload variable');
  const workloads = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`w${index}`, variable]));
  const map = topologyMap({ ...loaded.topology, workloads }, plan);
  expect(map.workloads).toEqual([{ label: '500 workloads', detail: '610T tokens a year · customer', zone: 'us' }]);
});

it('text in a flowchart ends no quotes and is no HTML', () => {
  expect(mermaidText('a"]; <b>&x')).toBe('a#34;]#59; #60;b#62;#38;x');
  expect(mapMermaid(mapOf('topology.yaml')).filter((line) => (line.match(/"/g) ?? []).length % 2 === 1)).toEqual([]);
});
