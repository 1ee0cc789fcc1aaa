-- gap = reference - value, turned where lower is better: positive means that the plan asks for
-- less than the reference. Judged on the official references, which share the expression with all
-- others; the peers of a whole country would take longer than the build.
SELECT
  concat('Khoảng cách sai dấu hoặc sai số: ', g.plan_id, ', ', g.indicator_id, ', ', g.reference)
    AS message_vi
FROM mart.gap g
JOIN core.indicator i ON i.indicator_id = g.indicator_id
WHERE g.reference = 'official' AND g.basis = 'exact_near' AND g.scope = 'all'
  AND abs(
    g.gap - (g.reference_value - g.value) * CASE i.direction WHEN 'lower' THEN -1 ELSE 1 END
  ) > 0.000001
