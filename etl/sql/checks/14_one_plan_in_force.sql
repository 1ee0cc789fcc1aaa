-- One plan is in force per commune and year; what replaces it is recorded.
SELECT
  concat('Có ', count(*), ' kế hoạch cùng hiệu lực của một đơn vị trong năm ', plan_year, ': ',
    min(plan_id), ', ', max(plan_id)) AS message_vi
FROM core.plan
WHERE status = 'in_force'
GROUP BY identity_key, plan_year
HAVING count(*) > 1
