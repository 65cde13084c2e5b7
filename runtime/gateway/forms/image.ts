/** What the image of the gateway's processes is beside its programs: what the task definition counts on. */
export const imageForm = {
  /** Who the programs run as. */
  user: '65532:65532',
  /** What starts them: Node, as distroless images have it. */
  entrypoint: '/nodejs/bin/node',
  workingDirectory: '/app',
  environment: { NODE_ENV: 'production' },
  /** Directories of a task that its containers share; the image gives them their owner. */
  shared: ['etc/gateway', 'run/gateway'],
  /** Label that says which programs are in it: SHA-256 over the lines `<sha256>  <name>/index.mjs`. */
  programsLabel: 'llama.gateway.programs',
} as const;
