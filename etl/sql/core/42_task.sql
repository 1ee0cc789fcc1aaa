-- One row per task with an owner or a date. lead_unit and with_units hold one unit_id or several
-- ("a;b"); lead_units_vi and with_units_vi are their names.
SELECT
  t.plan_id,
  t.section,
  t.ordinal,
  t.part,
  t.label_vi,
  t.lead_unit,
  l.names_vi AS lead_units_vi,
  t.with_units,
  w.names_vi AS with_units_vi,
  t.due_text,
  CAST(t.due AS DATE) AS due,
  t.recurring,
  t.status,
  CAST(t.status_date AS DATE) AS status_date,
  t.status_source,
  t.upload_id
FROM raw.task t
LEFT JOIN raw.unit_list l ON l.unit_ids = t.lead_unit
LEFT JOIN raw.unit_list w ON w.unit_ids = t.with_units
ORDER BY t.plan_id ASC NULLS LAST, t.origin_line ASC NULLS LAST
