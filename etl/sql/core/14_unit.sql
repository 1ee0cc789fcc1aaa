-- One row per body that leads tasks.
SELECT
  unit_id,
  max(name_vi) AS name_vi
FROM raw.unit
GROUP BY unit_id
ORDER BY unit_id ASC NULLS LAST
