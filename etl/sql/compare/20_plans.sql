-- One row per plan that one edition holds and the other does not, or describes otherwise.
SELECT
  CASE WHEN o.plan_id IS NULL THEN 'added' WHEN n.plan_id IS NULL THEN 'removed' ELSE 'changed' END
    AS change,
  coalesce(n.plan_id, o.plan_id) AS plan_id,
  coalesce(n.commune_name, o.commune_name) AS commune_name,
  coalesce(n.plan_year, o.plan_year) AS plan_year,
  o.number AS old_number, n.number AS new_number, o.issued AS old_issued, n.issued AS new_issued
FROM old.mart.plan o
FULL JOIN new.mart.plan n ON n.plan_id = o.plan_id
WHERE o.plan_id IS NULL OR n.plan_id IS NULL
  OR n.number IS DISTINCT FROM o.number OR n.issued IS DISTINCT FROM o.issued
  OR n.identity_key <> o.identity_key OR n.status <> o.status
ORDER BY plan_id ASC NULLS LAST
