import { type Kind, real } from '../kind.js';
import { instead, rows } from '../places.js';

const zeros = '0'.repeat(64);

/** What tasks and front of a gateway are led to do otherwise. */
export const gateway: readonly Kind[] = [
  real(
    'front of a gateway widened',
    rows(
      ['AWS::ElasticLoadBalancingV2::ListenerRule', 'Conditions/PathPatternConfig/Values', instead(['/*'])],
      ['AWS::ElasticLoadBalancingV2::ListenerRule', 'Conditions/PathPatternConfig/Values', instead(['/v1/chat/completions', '/v1/embeddings'])],
      ['AWS::ElasticLoadBalancingV2::ListenerRule', 'Actions/TargetGroupArn', instead('arn:aws:elasticloadbalancing:eu-north-1:999988887777:targetgroup/x/1')],
      ['AWS::ElasticLoadBalancingV2::Listener', 'DefaultActions/FixedResponseConfig/StatusCode', instead('200')],
      ['AWS::ElasticLoadBalancingV2::Listener', 'Certificates/CertificateArn', 'arn:aws:acm:eu-north-1:999988887777:certificate/1'],
    ),
  ),
  real(
    'task of a gateway started otherwise',
    rows(
      ['AWS::ECS::TaskDefinition', 'ContainerDefinitions/Environment/Name=CONFIGURATION_SHA256/Value', zeros],
      ['AWS::ECS::TaskDefinition', 'ContainerDefinitions/Environment/Name=CONFIGURATION_KEY/Value', `${zeros}.json`],
      ['AWS::ECS::TaskDefinition', 'ContainerDefinitions/Environment/Name=CONFIGURATION_BUCKET/Value', 'stranger'],
      ['AWS::ECS::TaskDefinition', 'ContainerDefinitions/Environment/Name=TASK_ROLE_ENDPOINT/Value', 'http://10.0.0.1'],
      ['AWS::ECS::TaskDefinition', 'ContainerDefinitions/DependsOn/Condition', instead('START')],
      ['AWS::ECS::TaskDefinition', 'ContainerDefinitions/Name=envoy/Command', ['--config-path', '/run/gateway/envoy.json']],
      ['AWS::ECS::TaskDefinition', 'ContainerDefinitions/Name=policy/Command', ['/app/policy/index.mjs', '/run/gateway/policy.json']],
      ['AWS::ECS::TaskDefinition', 'TaskRoleArn', instead('arn:aws:iam::999988887777:role/x')],
    ),
  ),
  real(
    'metric of a gateway counted otherwise',
    rows(
      ['AWS::Logs::MetricFilter', 'FilterPattern', '{ $.kind = "nothing" }'],
      ['AWS::Logs::MetricFilter', 'MetricTransformations/MetricValue', '$.prompt'],
      ['AWS::Logs::MetricFilter', 'MetricTransformations/MetricNamespace', 'Stranger'],
      ['AWS::Logs::MetricFilter', 'MetricTransformations/Dimensions/Value', instead('$.prompt')],
      ['AWS::CloudWatch::Alarm', 'Namespace', instead('Stranger')],
      ['AWS::CloudWatch::Alarm', 'Metrics/MetricStat/Metric/Namespace', instead('Stranger')],
      ['AWS::CloudWatch::Alarm', 'Metrics/MetricStat/Stat', instead('Minimum')],
    ),
  ),
  real(
    'scaling of a gateway led elsewhere',
    rows(
      ['AWS::ApplicationAutoScaling::ScalableTarget', 'MinCapacity', instead(0)],
      ['AWS::ApplicationAutoScaling::ScalableTarget', 'MaxCapacity', instead(1)],
      ['AWS::ApplicationAutoScaling::ScalableTarget', 'ResourceId', 'service/stranger/stranger'],
    ),
  ),
];
