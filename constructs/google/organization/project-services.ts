import { ProjectService } from '@cdktf/provider-google/lib/project-service/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { Settled } from '../../settled.js';

export interface ProjectServicesProps {
  /** Project that APIs are switched on in. */
  readonly project: string;
  /** First labels of API names: `aiplatform` for `aiplatform.googleapis.com`. */
  readonly services: readonly string[];
  /** Until an API that was switched on is known everywhere. */
  readonly settleSeconds: number;
}

/** APIs that a project must have switched on. They stay on when the stack goes: others may use them. */
export class ProjectServices extends Construct {
  /** All of them, and known everywhere. */
  readonly settled: ITerraformDependable;
  private readonly services = new Map<string, ProjectService>();

  constructor(scope: Construct, id: string, props: ProjectServicesProps) {
    super(scope, id);
    for (const service of [...props.services].sort()) {
      const resource = new ProjectService(this, service, {
        project: props.project,
        service: `${service}.googleapis.com`,
        // Said explicitly: the default was true before provider 7.0.
        disableOnDestroy: false,
      });
      this.services.set(service, resource);
    }
    this.settled = new Settled(this, 'Settled', [...this.services.values()], props.settleSeconds);
  }

  /** The named ones, for what must wait until they are on and known everywhere. */
  only(...services: readonly string[]): ITerraformDependable[] {
    return [...services.flatMap((service) => this.services.get(service) ?? []), this.settled];
  }
}
