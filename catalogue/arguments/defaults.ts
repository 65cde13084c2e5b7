/** Arguments that nothing emits, at the value that they have when they are not given: written out, they change nothing. Read on each type's own page. */
const defaults: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AWS::CloudWatch::Alarm': { ActionsEnabled: 'true' },
  'AWS::KMS::Key': { Enabled: 'true', MultiRegion: 'false' },
  'AWS::Lambda::Function': { PackageType: 'Zip' },
  azurerm_subscription_policy_assignment: { enforce: 'true' },
  google_compute_firewall: { disabled: 'false' },
  google_monitoring_alert_policy: { enabled: 'true' },
};

/** Whether an argument only says what holds without it. */
export function isDefault(type: string, argument: string, value: unknown): boolean {
  return defaults[type]?.[argument] !== undefined && defaults[type]?.[argument] === String(value);
}
