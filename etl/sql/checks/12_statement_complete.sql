-- No row of the files is lost or doubled on the way to the mart.
WITH counted AS (
  SELECT
    (SELECT count(*) FROM raw.statement) AS received,
    (SELECT count(*) FROM core.statement) AS typed,
    (SELECT count(*) FROM mart.statement) AS shown
)
SELECT
  concat('Số liệu nhận ', received, ', sau chuyển kiểu ', typed, ', ở lớp mart ', shown)
    AS message_vi
FROM counted
WHERE received <> typed OR typed <> shown
