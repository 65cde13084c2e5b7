import type { FleetParity } from '../shared/fleet-parity.js';

/** EC2: what the other clouds are measured by. */
export const parity: FleetParity = {
  reserved: { has: 'on-demand capacity reservations, targeted', by: 'AWS::EC2::CapacityReservation' },
  bought: { has: 'Capacity Blocks, by their ids', by: 'AWS::ResourceGroups::Group' },
  onDemand: { has: 'last of all, if allowed', by: 'AWS::AutoScaling::AutoScalingGroup' },
  scaling: { has: 'by waiting requests and by schedules', by: 'AWS::ApplicationAutoScaling::ScalableTarget' },
  versions: { has: 'two groups of servers behind one load balancer', by: 'AWS::ElasticLoadBalancingV2::ListenerRule' },
  repair: { has: 'the Auto Scaling group', by: 'AWS::AutoScaling::AutoScalingGroup' },
  gpuFaults: { has: 'memory errors and XIDs mark it unhealthy, one at a time', by: 'runtime/node/gpu-health.sh' },
  hungEngine: { has: 'the health check of its task', by: 'AWS::ECS::TaskDefinition' },
  drain: { has: 'out of the load balancer first, then SIGTERM', by: 'AWS::ECS::Service' },
  proven: { has: 'digest, signature, every file', by: 'runtime/node/prepare-node.sh' },
  ingest: { has: 'CodeBuild, in an account where nothing serves', by: 'AWS::CodeBuild::Project' },
  disks: { has: 'EBS volumes; weights are on local disks', by: 'AWS::EC2::LaunchTemplate' },
  front: { has: 'internal Application Load Balancer', by: 'AWS::ElasticLoadBalancingV2::Listener' },
  issued: { has: 'by a private authority', by: 'AWS::CertificateManager::Certificate' },
  callers: { has: 'Secrets Manager, made at deployment', by: 'AWS::SecretsManager::Secret' },
  paths: { has: 'the listener answers 404', by: 'AWS::ElasticLoadBalancingV2::ListenerRule' },
  metrics: { has: 'OpenTelemetry and DCGM, on a dashboard', by: 'AWS::CloudWatch::Dashboard' },
  logs: { has: 'CloudWatch Logs', by: 'AWS::Logs::LogGroup' },
  alarms: { has: 'CloudWatch, by mail', by: 'AWS::CloudWatch::Alarm' },
  agents: { has: 'a daemon service each', by: 'AWS::ECS::Service' },
};
