/** The test matrix: every rule, inventory and invariant runs on every row. */
export const topologies: readonly (readonly [name: string, file: string])[] = [
  ['reference', 'topology.yaml'],
  ['hosted-only', 'examples/hosted-only.yaml'],
  ['sovereign', 'examples/sovereign.yaml'],
  ['us-maverick', 'examples/us-maverick.yaml'],
  ['eu-import', 'examples/eu-import.yaml'],
  ['transition', 'examples/transition.yaml'],
  ['us-maas', 'examples/us-maas.yaml'],
  ['eu-gce', 'examples/eu-gce.yaml'],
];
