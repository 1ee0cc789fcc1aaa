-- One row per indicator of the core list, newest version only.
WITH newest AS (
  SELECT max(CAST(version AS INT)) AS version
  FROM raw.core_list
)
SELECT
  n.version,
  c.indicator_id
FROM raw.core_list c
JOIN newest n ON n.version = CAST(c.version AS INT)
ORDER BY c.indicator_id ASC NULLS LAST
