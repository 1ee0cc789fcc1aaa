-- Every statement, goal, task and finding belongs to a plan of the edition.
WITH children AS (
  SELECT 'statement' AS source, plan_id FROM core.statement
  UNION ALL SELECT 'goal' AS source, plan_id FROM core.goal
  UNION ALL SELECT 'task' AS source, plan_id FROM core.task
  UNION ALL SELECT 'reader_finding' AS source, plan_id FROM core.reader_finding
)
SELECT DISTINCT
  concat('Có dòng trong core.', c.source, ' thuộc kế hoạch không tồn tại: ', c.plan_id)
    AS message_vi
FROM children c
LEFT JOIN core.plan p ON p.plan_id = c.plan_id
WHERE p.plan_id IS NULL
