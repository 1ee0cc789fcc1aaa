-- One row per number that one edition holds and the other does not, or holds otherwise. Numbers are
-- paired by plan, kind, indicator (or wording), population, year and date, in the order of deadline;
-- what is then left on both sides, whatever the population: forms seldom name it.
WITH old_row AS (
  SELECT
    s.*, coalesce(indicator_id, label_key) AS what, coalesce(population_vi, '') AS population,
    coalesce(CAST(as_of AS STRING), '') AS day,
    row_number() OVER (
      PARTITION BY plan_id, kind, coalesce(indicator_id, label_key), population_vi, year, as_of
      ORDER BY due ASC NULLS FIRST, statement_id ASC NULLS LAST) AS tie
  FROM old.mart.statement s
),
new_row AS (
  SELECT
    s.*, coalesce(indicator_id, label_key) AS what, coalesce(population_vi, '') AS population,
    coalesce(CAST(as_of AS STRING), '') AS day,
    row_number() OVER (
      PARTITION BY plan_id, kind, coalesce(indicator_id, label_key), population_vi, year, as_of
      ORDER BY due ASC NULLS FIRST, statement_id ASC NULLS LAST) AS tie
  FROM new.mart.statement s
),
same AS (
  SELECT o.statement_id AS old_id, n.statement_id AS new_id
  FROM old_row o
  JOIN new_row n
    ON n.plan_id = o.plan_id AND n.kind = o.kind AND n.what = o.what
    AND n.population = o.population AND n.year = o.year AND n.day = o.day AND n.tie = o.tie
),
old_left AS (
  SELECT
    o.statement_id, o.plan_id, o.kind, o.what, o.year, o.day,
    row_number() OVER (
      PARTITION BY o.plan_id, o.kind, o.what, o.year, o.day
      ORDER BY o.due ASC NULLS FIRST, o.statement_id ASC NULLS LAST) AS tie
  FROM old_row o
  LEFT JOIN same s ON s.old_id = o.statement_id
  WHERE s.old_id IS NULL
),
new_left AS (
  SELECT
    n.statement_id, n.plan_id, n.kind, n.what, n.year, n.day,
    row_number() OVER (
      PARTITION BY n.plan_id, n.kind, n.what, n.year, n.day
      ORDER BY n.due ASC NULLS FIRST, n.statement_id ASC NULLS LAST) AS tie
  FROM new_row n
  LEFT JOIN same s ON s.new_id = n.statement_id
  WHERE s.new_id IS NULL
),
pair AS (
  SELECT old_id, new_id FROM same
  UNION ALL
  SELECT o.statement_id AS old_id, n.statement_id AS new_id
  FROM old_left o
  FULL JOIN new_left n
    ON n.plan_id = o.plan_id AND n.kind = o.kind AND n.what = o.what AND n.year = o.year
    AND n.day = o.day AND n.tie = o.tie
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
FROM pair p
LEFT JOIN old_row o ON o.statement_id = p.old_id
LEFT JOIN new_row n ON n.statement_id = p.new_id
WHERE o.plan_id IS NULL OR n.plan_id IS NULL
  OR n.value IS DISTINCT FROM o.value OR n.comparator <> o.comparator
  OR n.due_known IS DISTINCT FROM o.due_known OR n.binding <> o.binding
ORDER BY plan_id ASC NULLS LAST, change ASC NULLS LAST, label_vi ASC NULLS LAST
