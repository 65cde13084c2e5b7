/** A workload, or several that go the same way. */
export interface MapWorkload {
  readonly label: string;
  readonly detail: string;
  readonly zone: string;
}

export interface MapZone {
  readonly id: string;
  readonly countries: string;
  /** Where its gateway is; undefined where it has none. */
  readonly gateway: string | undefined;
}

export interface MapHost {
  readonly id: string;
  /** Lines under its name: kind, place, size. */
  readonly lines: readonly string[];
}

/** From a row of `workloads` to a host. */
export interface MapRoute {
  readonly workload: number;
  readonly host: string;
  readonly role: 'primary' | 'overflow' | 'guard';
  /** Of all tokens of the topology. */
  readonly share: number;
}

/** What a picture of a topology shows. Workloads are in the order of their zones. */
export interface TopologyMap {
  readonly zones: readonly MapZone[];
  readonly workloads: readonly MapWorkload[];
  readonly hosts: readonly MapHost[];
  readonly routes: readonly MapRoute[];
}
