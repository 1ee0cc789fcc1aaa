-- One row per task whose reported status differs.
SELECT
  'changed' AS change, n.plan_id, n.commune_name, n.plan_year, n.section, n.ordinal, n.part,
  n.label_vi, o.status AS old_status, o.status_date AS old_date, n.status AS new_status,
  n.status_date AS new_date
FROM new.mart.task n
JOIN old.mart.task o
  ON o.plan_id = n.plan_id AND o.section = n.section
  AND coalesce(o.ordinal, '') = coalesce(n.ordinal, '') AND coalesce(o.part, '') = coalesce(n.part, '')
  AND o.label_vi = n.label_vi
WHERE n.status IS DISTINCT FROM o.status OR n.status_date IS DISTINCT FROM o.status_date
ORDER BY n.plan_id ASC NULLS LAST, n.section ASC NULLS LAST, n.ordinal ASC NULLS LAST
