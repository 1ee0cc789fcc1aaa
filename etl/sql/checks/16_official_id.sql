-- official_id is unique.
SELECT
  concat('Mã giá trị chính thức ', official_id, ' xuất hiện ', count(*), ' lần') AS message_vi
FROM core.official
GROUP BY official_id
HAVING count(*) > 1
