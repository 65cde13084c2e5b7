import type { FleetParity } from '../shared/fleet-parity.js';

/** Compute Engine. */
export const parity: FleetParity = {
  reserved: { has: 'reservations that only its nodes use, one to a zone', by: 'google_compute_reservation' },
  bought: { lacks: 'future reservations are of google-beta alone, and flex-start ends after a week (ADR 147)', without: 'google_compute_future_reservation' },
  onDemand: { lacks: 'A3 machines are hardly ever to be had on demand: a node launches on a reservation or not at all (ADR 40)' },
  scaling: { lacks: 'nodes are as many as are reserved, which is paid for whether they run or not (ADR 147)', without: 'google_compute_autoscaler' },
  versions: { has: 'on nodes of its own, behind the same load balancer', by: 'google_compute_region_url_map' },
  repair: { has: 'autohealing of the instance group', by: 'google_compute_region_health_check' },
  gpuFaults: {
    lacks: 'an XID raises an alarm; the node is replaced when its server no longer answers',
    without: 'runtime/node/google/gpu-health.sh',
  },
  hungEngine: { has: 'a unit that looks every 30 seconds', by: 'runtime/node/engine-watch.sh' },
  drain: { has: 'out of the backend first, then SIGTERM', by: 'google_compute_region_backend_service' },
  proven: { has: 'digest, signature, every file', by: 'runtime/node/google/prepare-node.sh' },
  ingest: { lacks: 'a job of yours runs runtime/weights/google/ingest.sh as weights.ingestServiceAccount', without: 'google_cloud_run_v2_job' },
  disks: { has: 'boot disks; weights are on local disks', by: 'google_compute_region_instance_template' },
  front: { has: 'regional internal Application Load Balancer', by: 'google_compute_region_target_https_proxy' },
  issued: { lacks: 'the topology names one of Certificate Manager', without: 'google_certificate_manager_certificate' },
  callers: { has: 'Secret Manager; its value is put there by hand', by: 'google_secret_manager_secret' },
  paths: { has: 'the URL map answers 404', by: 'google_compute_region_url_map' },
  metrics: { has: 'OpenTelemetry and DCGM, in Cloud Monitoring', by: 'google_monitoring_metric_descriptor' },
  logs: { has: 'consoles of nodes, in Cloud Logging', by: 'google_logging_project_bucket_config' },
  alarms: { has: 'Cloud Monitoring, by mail', by: 'google_monitoring_alert_policy' },
  agents: { has: 'a unit each', by: 'runtime/node/agent-unit.ts' },
};
