-- Plan quality: five shares per plan, no total. A share from fewer than five statements, or one
-- that rests on an annex the text does not hold, is not assessable and says why.
WITH place AS (
  SELECT plan_id, section, ordinal, 1 AS numbered FROM core.statement WHERE kind = 'target'
  UNION ALL
  SELECT plan_id, section, ordinal, 0 AS numbered FROM core.goal
),
bullet AS (
  SELECT plan_id, section, ordinal, max(numbered) AS numbered
  FROM place
  GROUP BY plan_id, section, ordinal
),
bad_place AS (
  SELECT DISTINCT statement_id
  FROM mart.finding
  WHERE statement_id IS NOT NULL
    AND code IN ('impossible_comparator', 'share_out_of_range', 'fraction_mismatch',
                 'due_before_plan', 'due_after_plan')
),
statement AS (
  SELECT s.*, b.statement_id IS NULL AS possible
  FROM mart.statement s
  LEFT JOIN bad_place b ON b.statement_id = s.statement_id
  WHERE s.kind IN ('target', 'task', 'baseline')
),
counted AS (
  SELECT plan_id, 'measurable' AS check_code, sum(numbered) AS passed, count(*) AS total
  FROM bullet
  GROUP BY plan_id
  UNION ALL
  SELECT plan_id, 'defined', sum(CASE WHEN population_vi IS NOT NULL THEN 1 ELSE 0 END), count(*)
  FROM statement
  WHERE kind <> 'baseline'
  GROUP BY plan_id
  UNION ALL
  SELECT plan_id, 'timed', sum(CASE WHEN due_basis = 'text' THEN 1 ELSE 0 END), count(*)
  FROM statement
  WHERE kind <> 'baseline'
  GROUP BY plan_id
  UNION ALL
  SELECT plan_id, 'owned', sum(CASE WHEN lead_unit IS NOT NULL THEN 1 ELSE 0 END), count(*)
  FROM statement
  WHERE kind <> 'baseline'
  GROUP BY plan_id
  UNION ALL
  SELECT plan_id, 'possible', sum(CASE WHEN possible THEN 1 ELSE 0 END), count(*)
  FROM statement
  GROUP BY plan_id
),
statements_of AS (
  SELECT plan_id, count(*) AS n FROM statement WHERE kind <> 'baseline' GROUP BY plan_id
),
check_code AS (
  SELECT 'measurable' AS check_code UNION ALL SELECT 'defined' UNION ALL SELECT 'timed'
  UNION ALL SELECT 'owned' UNION ALL SELECT 'possible'
),
judged AS (
  SELECT
    p.plan_id, k.check_code, coalesce(c.passed, 0) AS passed, coalesce(c.total, 0) AS total,
    CASE
      WHEN k.check_code IN ('timed', 'owned') AND coalesce(p.annex_missing, FALSE)
        THEN 'missing_annex'
      WHEN coalesce(n.n, 0) < 5 THEN 'too_few'
    END AS reason
  FROM core.plan p
  CROSS JOIN check_code k
  LEFT JOIN counted c ON c.plan_id = p.plan_id AND c.check_code = k.check_code
  LEFT JOIN statements_of n ON n.plan_id = p.plan_id
)
SELECT
  plan_id, check_code, CAST(passed AS INTEGER) AS passed, CAST(total AS INTEGER) AS total,
  CASE WHEN reason IS NULL
    THEN round(passed / CAST(NULLIF(total, 0) AS DOUBLE), 6) END AS share,
  reason IS NULL AS assessable, reason
FROM judged
