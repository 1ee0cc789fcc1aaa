-- gap = reference - value, turned where lower is better: positive means that the plan asks for
-- less than the reference.
SELECT
  concat('Khoảng cách sai dấu hoặc sai số: ', g.plan_id, ', ', g.indicator_id, ', ', g.reference)
    AS message_vi
FROM mart.gap g
JOIN core.indicator i ON i.indicator_id = g.indicator_id
WHERE abs(
  g.gap - (g.reference_value - g.value) * CASE i.direction WHEN 'lower' THEN -1 ELSE 1 END
) > 0.000001
