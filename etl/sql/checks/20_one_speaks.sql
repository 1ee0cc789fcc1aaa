-- At most one statement speaks for a plan on an indicator.
SELECT
  concat('Kế hoạch ', plan_id, ' có ', count(*), ' số liệu cùng đại diện cho chỉ tiêu ',
    indicator_id) AS message_vi
FROM mart.statement
WHERE speaks
GROUP BY plan_id, indicator_id
HAVING count(*) > 1
