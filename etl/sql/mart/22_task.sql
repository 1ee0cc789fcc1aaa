-- One row per task with an owner or a date. A task led by several bodies names them all.
SELECT
  t.*, p.commune_name, p.province_code, p.province_vi, p.plan_year, p.identity_key,
  coalesce(t.lead_units_vi, u.name_vi, t.lead_unit) AS lead_unit_name
FROM core.task t
JOIN core.plan p ON p.plan_id = t.plan_id
LEFT JOIN core.unit u ON u.unit_id = t.lead_unit
