import { ProjectService } from '@cdktf/provider-google/lib/project-service/index.js';
import { Construct } from 'constructs';

export interface ProjectServicesProps {
  readonly project: string;
  /** API names, such as `aiplatform.googleapis.com`. */
  readonly services: readonly string[];
}

/** APIs that a project must have switched on. They stay on when the stack goes: others may use them. */
export class ProjectServices extends Construct {
  readonly services: readonly ProjectService[];

  constructor(scope: Construct, id: string, props: ProjectServicesProps) {
    super(scope, id);
    this.services = [...props.services].sort().map(
      (service) =>
        new ProjectService(this, service.replace('.googleapis.com', ''), {
          project: props.project,
          service,
          // Said explicitly: the default was true before provider 7.0.
          disableOnDestroy: false,
        }),
    );
  }
}
