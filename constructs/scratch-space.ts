/** A directory of a container on a read-only root file system that is kept in memory and gone with it. */
export interface ScratchSpace {
  /** Absolute path in the container. */
  readonly path: string;
  /** Most that fits, in MiB. */
  readonly sizeMiB: number;
  /** Mount options as `docker run --tmpfs` takes them. */
  readonly options: readonly string[];
}

/** Where a model server writes besides its compile cache: sockets and build directories, and what libraries keep below the home of its user. */
export function scratchOf(home: string): ScratchSpace[] {
  // Kernels that engines compile at run time are libraries, loaded from where they were written: `noexec` would break them.
  const options = ['rw', 'exec', 'nosuid', 'nodev'];
  return [
    { path: '/tmp', sizeMiB: 4_096, options },
    { path: home, sizeMiB: 2_048, options },
  ];
}
