-- One row per task with an owner or a date.
SELECT
  t.*, p.commune_name, p.province_code, p.province_vi, p.plan_year, p.identity_key,
  coalesce(u.name_vi, t.lead_unit) AS lead_unit_name
FROM core.task t
JOIN core.plan p ON p.plan_id = t.plan_id
LEFT JOIN core.unit u ON u.unit_id = t.lead_unit
