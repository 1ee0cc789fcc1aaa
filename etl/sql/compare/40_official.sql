-- One row per official or assigned value that one edition holds and the other does not, or holds
-- otherwise. Values are paired whatever the population: forms seldom name it.
WITH old_key AS (
  SELECT
    *, concat_ws('|', coalesce(indicator_id, measure_vi), level, coalesce(province_code, ''),
      milestone_year, CASE level WHEN 'national' THEN document ELSE '' END) AS what
  FROM old.mart.official
),
new_key AS (
  SELECT
    *, concat_ws('|', coalesce(indicator_id, measure_vi), level, coalesce(province_code, ''),
      milestone_year, CASE level WHEN 'national' THEN document ELSE '' END) AS what
  FROM new.mart.official
),
old_row AS (
  SELECT *, row_number() OVER (
    PARTITION BY what ORDER BY population_vi ASC NULLS FIRST, official_id ASC NULLS LAST) AS tie
  FROM old_key
),
new_row AS (
  SELECT *, row_number() OVER (
    PARTITION BY what ORDER BY population_vi ASC NULLS FIRST, official_id ASC NULLS LAST) AS tie
  FROM new_key
)
SELECT
  CASE WHEN o.what IS NULL THEN 'added' WHEN n.what IS NULL THEN 'removed' ELSE 'changed' END AS change,
  coalesce(n.indicator_id, o.indicator_id) AS indicator_id,
  coalesce(n.measure_vi, o.measure_vi) AS label_vi,
  coalesce(n.province_code, o.province_code) AS province_code,
  coalesce(n.milestone_year, o.milestone_year) AS year,
  o.comparator AS old_comparator, o.value AS old_value, o.unit AS old_unit,
  n.comparator AS new_comparator, n.value AS new_value, n.unit AS new_unit, n.document
FROM old_row o
FULL JOIN new_row n ON n.what = o.what AND n.tie = o.tie
WHERE o.what IS NULL OR n.what IS NULL OR n.value <> o.value OR n.comparator <> o.comparator
  OR n.document IS DISTINCT FROM o.document
ORDER BY label_vi ASC NULLS LAST, year ASC NULLS LAST
