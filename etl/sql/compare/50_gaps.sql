-- One row per gap that moves, appears or goes: against the best peer, the median peer and the
-- official value, exact pairs, all provinces, plans of the same or an earlier year.
WITH old_gap AS (
  SELECT plan_id, indicator_id, reference, gap, unit, reference_value
  FROM old.mart.gap
  WHERE basis = 'exact' AND scope = 'all' AND years = 'same_or_earlier' AND reference <> 'ceiling'
),
new_gap AS (
  SELECT plan_id, indicator_id, reference, gap, unit, reference_value
  FROM new.mart.gap
  WHERE basis = 'exact' AND scope = 'all' AND years = 'same_or_earlier' AND reference <> 'ceiling'
)
SELECT
  CASE WHEN o.plan_id IS NULL THEN 'added' WHEN n.plan_id IS NULL THEN 'removed' ELSE 'changed' END
    AS change,
  coalesce(n.plan_id, o.plan_id) AS plan_id,
  coalesce(n.indicator_id, o.indicator_id) AS indicator_id,
  coalesce(n.reference, o.reference) AS reference,
  coalesce(n.unit, o.unit) AS unit,
  o.gap AS old_gap, n.gap AS new_gap
FROM old_gap o
FULL JOIN new_gap n
  ON n.plan_id = o.plan_id AND n.indicator_id = o.indicator_id AND n.reference = o.reference
WHERE o.plan_id IS NULL OR n.plan_id IS NULL OR n.gap <> o.gap
ORDER BY abs(coalesce(n.gap, 0) - coalesce(o.gap, 0)) DESC NULLS LAST, plan_id ASC NULLS LAST,
  indicator_id ASC NULLS LAST, reference ASC NULLS LAST
