import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

describe('an endpoint of Model Garden', () => {
  it('is private, and has the machines that the topology declares', () => {
    const deployment = inModule(written('google-vertex-grounding'), 'google_vertex_ai_endpoint_with_model_garden_deployment');
    expect(deployment.deploy_config.dedicated_resources).toMatchObject({
      machine_spec: { accelerator_count: 4, accelerator_type: 'NVIDIA_H100_80GB', machine_type: 'a3-highgpu-4g' },
      min_replica_count: 1,
      max_replica_count: 4,
      autoscaling_metric_specs: [{ metric_name: 'aiplatform.googleapis.com/prediction/online/accelerator/duty_cycle', target: 60 }],
    });
    expect(deployment.endpoint_config.private_service_connect_config).toMatchObject({
      enable_private_service_connect: true,
      project_allowlist: ['acme-llama-grounded'],
    });
  });
});
