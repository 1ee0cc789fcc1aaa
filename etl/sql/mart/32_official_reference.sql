-- One row per indicator, basis, and kind of plan (province, plan year, end of horizon): the
-- official value that applies. It is meant for communes, was issued before the plan's horizon
-- ended and has not expired then; the province's own comes first, then the nearest milestone not
-- before the plan's year, then the latest issued.
WITH plan_kind AS (
  SELECT DISTINCT province_code, plan_year, horizon_end_known FROM mart.plan
),
basis AS (
  SELECT 'exact' AS basis UNION ALL SELECT 'exact_near' AS basis
),
applies AS (
  SELECT
    o.*, k.province_code AS plan_province_code, k.plan_year, k.horizon_end_known, b.basis,
    row_number() OVER (
      PARTITION BY o.indicator_id, b.basis, k.province_code, k.plan_year, k.horizon_end_known
      ORDER BY
        CASE o.level WHEN 'province' THEN 0 ELSE 1 END ASC NULLS LAST,
        coalesce(o.milestone_year, k.plan_year) ASC NULLS LAST,
        CASE o.comparability WHEN 'exact' THEN 0 ELSE 1 END ASC NULLS LAST,
        o.issued DESC NULLS LAST, o.official_id ASC NULLS LAST) AS place
  FROM core.official o
  JOIN plan_kind k
    ON o.issued <= k.horizon_end_known
    AND coalesce(o.valid_to, k.horizon_end_known) >= k.horizon_end_known
    AND coalesce(o.milestone_year, k.plan_year) >= k.plan_year
    AND (o.level <> 'province' OR o.province_code = k.province_code)
  CROSS JOIN basis b
  WHERE o.applies_to = 'commune' AND o.value IS NOT NULL
    AND (b.basis = 'exact_near' OR o.comparability = 'exact')
)
SELECT
  indicator_id, basis, plan_province_code, plan_year, horizon_end_known, official_id, level,
  document, clause, issued, milestone_year, valid_to, comparator, value, unit, comparability
FROM applies
WHERE place = 1
