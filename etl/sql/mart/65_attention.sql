-- What needs attention, worst first by `weight` (ties: code, plan, indicator). Latest plan of each
-- commune that exists; exact pairs only. Weights are in points so that unlike things can stand in
-- one list: a gap or a step back weighs its size (percent of the reference where the unit is not a
-- share), an official gap half as much again, core indicators not set their number, a finding 40,
-- 20 or 5 by severity. severity follows the weight: high from 30, medium from 10.
WITH shown AS (
  SELECT plan_id FROM mart.plan WHERE is_latest
),
gap AS (
  SELECT
    g.*,
    CASE WHEN g.unit = 'percent' THEN CAST(g.gap AS DOUBLE)
         ELSE 100 * CAST(g.gap AS DOUBLE) / NULLIF(abs(CAST(g.reference_value AS DOUBLE)), 0)
    END AS points
  FROM mart.gap g
  JOIN shown s ON s.plan_id = g.plan_id
  WHERE g.basis = 'exact' AND g.scope = 'all' AND g.years = 'same_or_earlier' AND g.gap > 0
    AND g.reference IN ('official', 'best_peer')
),
core_missing AS (
  SELECT c.plan_id, CAST(sum(c.indicators - c.set) AS INTEGER) AS missing,
    CAST(sum(c.indicators) AS INTEGER) AS total
  FROM mart.coverage c
  JOIN shown s ON s.plan_id = c.plan_id
  GROUP BY c.plan_id
),
item AS (
  SELECT
    plan_id, indicator_id, CASE reference WHEN 'official' THEN 'gap_official' ELSE 'gap_peer' END
      AS code,
    CASE reference WHEN 'official' THEN 1.5 * points ELSE points END AS weight, statement_id, gap,
    comparator, value, unit, reference_comparator, reference_value, reference_plan_id,
    reference_statement_id, reference_year, official_id,
    '{"n_peers": ' || coalesce(CAST(n_peers AS STRING), 'null') || '}' AS params
  FROM gap
  UNION ALL
  SELECT
    w.to_plan_id, w.indicator_id, 'lowered',
    CASE WHEN w.unit = 'percent' THEN -CAST(w.delta AS DOUBLE)
         ELSE -100 * CAST(w.delta AS DOUBLE) / NULLIF(abs(CAST(w.from_value AS DOUBLE)), 0) END,
    w.to_statement_id, -w.delta, w.to_comparator, w.to_value, w.unit, w.from_comparator,
    w.from_value, w.from_plan_id, w.from_statement_id, w.from_year, NULL,
    '{"years": ' || CAST(w.years AS STRING) || '}'
  FROM mart.growth_own w
  JOIN shown s ON s.plan_id = w.to_plan_id
  WHERE w.link = 'same_commune' AND w.change = 'lowered' AND w.comparability = 'exact'
  UNION ALL
  SELECT
    plan_id, NULL, 'core_not_set', CAST(missing AS DOUBLE), NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL,
    '{"missing": ' || CAST(missing AS STRING) || ', "total": ' || CAST(total AS STRING) || '}'
  FROM core_missing
  WHERE missing > 0
  UNION ALL
  SELECT
    f.plan_id, f.indicator_id,
    CASE f.code WHEN 'impossible_comparator' THEN 'impossible'
                WHEN 'share_out_of_range' THEN 'impossible' ELSE f.code END,
    CASE f.severity WHEN 'high' THEN 40.0 WHEN 'medium' THEN 20.0 ELSE 5.0 END,
    f.statement_id, NULL, t.comparator, t.value, t.unit, NULL, NULL, NULL, NULL, NULL, NULL,
    f.params
  FROM mart.finding f
  JOIN shown s ON s.plan_id = f.plan_id
  LEFT JOIN mart.statement t ON t.statement_id = f.statement_id
  WHERE f.code IN ('impossible_comparator', 'share_out_of_range', 'contradiction',
                   'fraction_mismatch')
)
SELECT
  plan_id, indicator_id, code,
  CASE WHEN weight >= 30 THEN 'high' WHEN weight >= 10 THEN 'medium' ELSE 'low' END AS severity,
  round(weight, 6) AS weight, statement_id, gap, comparator, value, unit, reference_comparator,
  reference_value, reference_plan_id, reference_statement_id, reference_year, official_id, params
FROM item
