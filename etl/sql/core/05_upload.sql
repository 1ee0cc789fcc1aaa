-- One row per upload that the edition holds, in the order they were published.
SELECT
  upload_id,
  file_name,
  who,
  received_at,
  sha256,
  CAST(rows AS INT) AS rows,
  CAST(place AS INT) AS place
FROM raw.upload
ORDER BY place ASC NULLS LAST
