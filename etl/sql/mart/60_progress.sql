-- One row per plan and indicator whose value speaks and that has a reported start or a result.
-- achieved = (result - baseline) / (target - baseline), or result / target without a baseline
-- (basis `ratio`). needed: the straight path between the start and the deadline on the result's
-- date. On track from 100% of that path, at risk from 75%. Only a result dated inside the plan's
-- horizon counts; the result that the same commune's next plan reports for this plan's year is one.
WITH start AS (
  SELECT b.*,
    rank() OVER (
      PARTITION BY b.plan_id, b.indicator_id
      ORDER BY CASE b.comparability WHEN 'exact' THEN 0 ELSE 1 END ASC NULLS LAST, b.year DESC NULLS LAST) AS standing
  FROM mart.statement b
  WHERE b.kind = 'baseline' AND b.indicator_id IS NOT NULL AND b.value IS NOT NULL
    AND b.year < b.plan_year
),
one_start AS (
  SELECT plan_id, indicator_id, min(statement_id) AS statement_id
  FROM start
  WHERE standing = 1
  GROUP BY plan_id, indicator_id
  HAVING min(value) = max(value)
),
reported AS (
  SELECT
    p.plan_id, r.statement_id, r.indicator_id, r.value, r.comparator, r.comparability,
    coalesce(r.as_of, make_date(r.year, 12, 31)) AS as_of,
    row_number() OVER (
      PARTITION BY p.plan_id, r.indicator_id
      ORDER BY coalesce(r.as_of, make_date(r.year, 12, 31)) DESC NULLS LAST,
        CASE r.comparability WHEN 'exact' THEN 0 ELSE 1 END ASC NULLS LAST, r.statement_id ASC NULLS LAST) AS place
  FROM mart.statement r
  JOIN mart.plan p
    ON p.identity_key = r.identity_key
    AND coalesce(r.as_of, make_date(r.year, 12, 31))
      BETWEEN coalesce(p.horizon_start, make_date(p.plan_year, 1, 1)) AND p.horizon_end_known
  WHERE r.value IS NOT NULL
    AND ((r.kind = 'result' AND r.as_of IS NOT NULL)
         OR (r.kind = 'baseline' AND r.plan_year > p.plan_year))
),
path AS (
  SELECT
    t.plan_id, t.plan_year, t.indicator_id, t.group_id, t.unit, t.direction,
    b.statement_id AS baseline_statement_id, b.year AS baseline_year,
    b.comparator AS baseline_comparator, b.value AS baseline_value,
    t.statement_id AS target_statement_id, t.year AS target_year,
    t.comparator AS target_comparator, t.value AS target_value, t.due_known AS due,
    r.statement_id AS result_statement_id, r.as_of, r.comparator AS result_comparator,
    r.value AS result_value,
    CASE WHEN b.value IS NULL THEN 'ratio' ELSE 'baseline' END AS basis,
    coalesce(make_date(b.year, 12, 31), p.horizon_start, make_date(p.plan_year, 1, 1)) AS starts,
    CASE
      WHEN coalesce(b.comparability, 'exact') = 'exact' AND t.comparability = 'exact'
        AND coalesce(r.comparability, 'exact') = 'exact' THEN 'exact'
      ELSE 'near' END AS comparability
  FROM mart.statement t
  JOIN mart.plan p ON p.plan_id = t.plan_id
  LEFT JOIN one_start o ON o.plan_id = t.plan_id AND o.indicator_id = t.indicator_id
  LEFT JOIN mart.statement b ON b.statement_id = o.statement_id
  LEFT JOIN reported r
    ON r.plan_id = t.plan_id AND r.indicator_id = t.indicator_id AND r.place = 1
  WHERE t.speaks AND (b.statement_id IS NOT NULL OR r.statement_id IS NOT NULL)
),
dated AS (
  SELECT
    p.*, year(starts) AS y0, dayofyear(starts) AS d0, year(as_of) AS y1, dayofyear(as_of) AS d1,
    year(due) AS y2, dayofyear(due) AS d2
  FROM path p
),
-- Days since one epoch from year and day of year: date arithmetic that every engine shares.
numbered AS (
  SELECT
    d.*,
    365 * y0 + floor((y0 - 1) / 4) - floor((y0 - 1) / 100) + floor((y0 - 1) / 400) + d0 AS start_day,
    365 * y1 + floor((y1 - 1) / 4) - floor((y1 - 1) / 100) + floor((y1 - 1) / 400) + d1 AS result_day,
    365 * y2 + floor((y2 - 1) / 4) - floor((y2 - 1) / 100) + floor((y2 - 1) / 400) + d2 AS due_day
  FROM dated d
),
measured AS (
  SELECT
    p.*,
    CASE
      WHEN result_value IS NULL THEN NULL
      WHEN basis = 'baseline' AND target_value = baseline_value
        THEN CASE WHEN direction = 'lower' AND result_value <= target_value THEN 1.0
                  WHEN direction <> 'lower' AND result_value >= target_value THEN 1.0
                  ELSE 0.0 END
      WHEN basis = 'baseline'
        THEN CAST(result_value - baseline_value AS DOUBLE)
          / NULLIF(CAST(target_value - baseline_value AS DOUBLE), 0)
      WHEN direction = 'lower'
        THEN CAST(target_value AS DOUBLE) / NULLIF(CAST(result_value AS DOUBLE), 0)
      ELSE CAST(result_value AS DOUBLE) / NULLIF(CAST(target_value AS DOUBLE), 0)
    END AS achieved_raw,
    CASE WHEN as_of IS NULL THEN NULL
      ELSE least(1.0, greatest(0.0,
        CAST(result_day - start_day AS DOUBLE)
          / NULLIF(CAST(due_day - start_day AS DOUBLE), 0))) END AS needed_raw
  FROM numbered p
)
SELECT
  plan_id, plan_year, indicator_id, group_id, unit, direction, baseline_statement_id,
  baseline_year, baseline_comparator, baseline_value, target_statement_id, target_year,
  target_comparator, target_value, due, result_statement_id, as_of, result_comparator,
  result_value, basis, comparability,
  round(achieved_raw, 6) AS achieved, round(needed_raw, 6) AS needed,
  CASE
    WHEN result_value IS NULL OR achieved_raw IS NULL THEN 'no_result'
    WHEN achieved_raw >= needed_raw THEN 'on_track'
    WHEN achieved_raw >= 0.75 * needed_raw THEN 'at_risk'
    ELSE 'off_track'
  END AS status
FROM measured
