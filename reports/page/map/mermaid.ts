import { visible } from '../../../topology/invisible.js';
import { share } from '../numbers.js';
import type { TopologyMap } from './model.js';

/** The same picture as a Mermaid flowchart, which a pull request draws. Names of nodes are numbers, so that only quoted text is from the topology. */
export function mapMermaid({ zones, workloads, hosts, routes }: TopologyMap): string[] {
  const gatewayOf = (row: number) => `g${zones.findIndex(({ id }) => id === workloads[row]?.zone)}`;
  const hostOf = (id: string) => `h${hosts.findIndex((host) => host.id === id)}`;
  return [
    'flowchart LR',
    ...zones.flatMap(({ id, countries, gateway }, index) => [
      `  subgraph z${index}["${mermaidText(`zone ${id} (${countries})`)}"]`,
      ...workloads.flatMap((workload, row) => (workload.zone === id ? [`    w${row}["${mermaidText(workload.label)}"] --> g${index}`] : [])),
      `    g${index}(["${mermaidText(`gateway ${gateway ?? 'none'}`)}"])`,
      '  end',
    ]),
    ...hosts.map(({ id, lines }, index) => `  h${index}["${[id, ...lines].map(mermaidText).join('<br/>')}"]`),
    ...routes.map(({ workload, host, role, share: part }) => {
      const text = mermaidText(`${workloads[workload]?.label}${role === 'primary' ? '' : ` ${role}`}${role === 'guard' ? '' : ` ${share(part)}`}`);
      return `  ${gatewayOf(workload)} ${role === 'primary' ? '--' : '-.'} "${text}" ${role === 'primary' ? '-->' : '.->'} ${hostOf(host)}`;
    }),
  ];
}

/** Text inside quotes of Mermaid: what could end them, or be read as HTML or as the end of the block, as an entity of its own. */
export function mermaidText(text: string): string {
  return visible(text).replace(/["<>&#;`\n\\]/g, (character) => `#${character.codePointAt(0)};`);
}
