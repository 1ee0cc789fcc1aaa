-- statement_id is unique: a link to a number leads to one number.
SELECT
  concat('Mã số liệu ', statement_id, ' xuất hiện ', count(*), ' lần') AS message_vi
FROM core.statement
GROUP BY statement_id
HAVING count(*) > 1
