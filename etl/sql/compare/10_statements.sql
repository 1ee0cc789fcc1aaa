-- One row per number that one edition holds and the other does not, or holds otherwise. Numbers are
-- paired by plan, kind, indicator (or wording), population, year and date, in the order of deadline.
WITH old_row AS (
  SELECT
    s.*, coalesce(indicator_id, label_key) AS what,
    row_number() OVER (
      PARTITION BY plan_id, kind, coalesce(indicator_id, label_key), population_vi, year, as_of
      ORDER BY due ASC NULLS FIRST, statement_id ASC NULLS LAST) AS tie
  FROM old.mart.statement s
),
new_row AS (
  SELECT
    s.*, coalesce(indicator_id, label_key) AS what,
    row_number() OVER (
      PARTITION BY plan_id, kind, coalesce(indicator_id, label_key), population_vi, year, as_of
      ORDER BY due ASC NULLS FIRST, statement_id ASC NULLS LAST) AS tie
  FROM new.mart.statement s
)
SELECT
  CASE WHEN o.plan_id IS NULL THEN 'added' WHEN n.plan_id IS NULL THEN 'removed' ELSE 'changed' END
    AS change,
  coalesce(n.plan_id, o.plan_id) AS plan_id,
  coalesce(n.commune_name, o.commune_name) AS commune_name,
  coalesce(n.plan_year, o.plan_year) AS plan_year,
  coalesce(n.year, o.year) AS year,
  coalesce(n.kind, o.kind) AS kind,
  coalesce(n.indicator_id, o.indicator_id) AS indicator_id,
  coalesce(n.label_vi, o.label_vi) AS label_vi,
  o.comparator AS old_comparator, o.value AS old_value, o.unit AS old_unit, o.due AS old_due,
  n.comparator AS new_comparator, n.value AS new_value, n.unit AS new_unit, n.due AS new_due,
  n.origin_file AS file, n.sheet, n.cell
FROM old_row o
FULL JOIN new_row n
  ON n.plan_id = o.plan_id AND n.kind = o.kind AND n.what = o.what
  AND coalesce(n.population_vi, '') = coalesce(o.population_vi, '')
  AND n.year = o.year AND coalesce(CAST(n.as_of AS STRING), '') = coalesce(CAST(o.as_of AS STRING), '')
  AND n.tie = o.tie
WHERE o.plan_id IS NULL OR n.plan_id IS NULL
  OR n.value IS DISTINCT FROM o.value OR n.comparator <> o.comparator
  OR n.due IS DISTINCT FROM o.due OR n.binding <> o.binding
ORDER BY plan_id ASC NULLS LAST, change ASC NULLS LAST, label_vi ASC NULLS LAST
