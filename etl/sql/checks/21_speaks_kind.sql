-- A baseline, a result or a repeat never speaks for a plan, nor does a row without an indicator.
SELECT
  concat('Số liệu ', statement_id, ' loại ', kind, ' không được đại diện cho kế hoạch')
    AS message_vi
FROM mart.statement
WHERE speaks AND (kind NOT IN ('target', 'task') OR indicator_id IS NULL)
