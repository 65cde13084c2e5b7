/** Days that audit entries must stay at least: a yearly review sees all of them. */
export const auditRetentionDays = 365;
