import { html, type Markup } from '../markup.js';
import { share } from '../numbers.js';
import { type Box, type MapLayout, mapLayout } from './layout.js';
import type { MapRoute, TopologyMap } from './model.js';

/** Lines that end on one host and still have room for a label each. */
const mostLabels = 4;

/** A picture of a topology: workloads and gateways in their zones, hosts, and lines as thick as what goes along them. Colours are those of the page. */
export function mapSvg(map: TopologyMap, alt: string): Markup {
  const layout = mapLayout(map);
  return html`<svg class="map" role="img" aria-label="${alt}" viewBox="-1 -1 ${layout.width + 2} ${Math.ceil(layout.height) + 2}">${[
    ...layout.zones.map(zone),
    ...layout.workloads.map((box) => entry(box, layout)),
    ...layout.routes.map(line),
    ...layout.workloads.map(workload),
    ...layout.hosts.map(host),
    ...layout.routes.map((route) => label(route, layout.routes)),
  ]}</svg>`;
}

const rect = ({ x, y, width, height }: Box, name: string) => html`<rect class="${name}" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>`;

function zone({ zone: { id, countries, gateway }, gateway: box, ...at }: MapLayout['zones'][number]): Markup {
  const middle = box.x + box.width / 2;
  return html`${rect(at, 'zone')}<text class="head" x="${at.x + 14}" y="${at.y + 22}">Zone ${id} <tspan class="dim">${short(countries, 40)}</tspan></text>${rect(box, 'gateway')}<text class="strong middle" x="${middle}" y="${box.y + box.height / 2 - 4}">gateway</text><text class="dim middle" x="${middle}" y="${box.y + box.height / 2 + 14}">${gateway ?? 'none'}</text>`;
}

/** From a workload into its gateway. */
function entry(box: MapLayout['workloads'][number], { zones }: MapLayout): Markup {
  const gateway = zones.find(({ zone: { id } }) => id === box.workload.zone)?.gateway;
  const y = box.y + box.height / 2;
  return html`<path class="entry" d="M${box.x + box.width},${y}H${gateway?.x ?? 0}"/>`;
}

function workload({ workload: { label: name, detail }, ...box }: MapLayout['workloads'][number]): Markup {
  return html`${rect(box, 'card')}<text class="strong" x="${box.x + 12}" y="${box.y + 21}">${name}</text><text class="dim" x="${box.x + 12}" y="${box.y + 38}">${detail}</text>`;
}

function host({ host: { id, lines }, ...box }: MapLayout['hosts'][number]): Markup {
  const rows = lines.map((text, index) => html`<text class="dim" x="${box.x + 14}" y="${box.y + 40 + index * 16}">${short(text, 46)}</text>`);
  return html`${rect(box, 'card')}<text class="strong" x="${box.x + 14}" y="${box.y + 22}">${id}</text>${rows}`;
}

function line({ route, from: [x, y], to: [toX, toY] }: MapLayout['routes'][number]): Markup {
  const bend = (toX - x) / 2;
  return html`<path class="route ${route.role}" stroke-width="${thickness(route).toFixed(1)}" d="M${x},${y.toFixed(1)}C${x + bend},${y.toFixed(1)} ${toX - bend},${toY.toFixed(1)} ${toX},${toY.toFixed(1)}"/>`;
}

/** What a line carries, above its end: of all tokens. Where very many end, they would be on one another. */
function label({ route, to: [x, y] }: MapLayout['routes'][number], routes: MapLayout['routes']): Markup | undefined {
  if (routes.filter((other) => other.route.host === route.host).length > mostLabels) return undefined;
  const text = route.role === 'guard' ? 'screens' : `${route.role === 'overflow' ? 'overflow ' : ''}${share(route.share)}`;
  return html`<text class="carries end" x="${x - 8}" y="${(y - 4 - thickness(route) / 2).toFixed(1)}">${text}</text>`;
}

const thickness = ({ role, share: part }: MapRoute) => (role === 'primary' ? 1.5 + 8 * Math.sqrt(part) : 1.5);

function short(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
