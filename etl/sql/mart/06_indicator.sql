-- One row per catalogue indicator, with its group and whether the core list holds it.
-- indicator_no: a small number for the joins of a whole country; it means nothing outside an edition.
SELECT
  i.*,
  CAST(row_number() OVER (ORDER BY i.indicator_id ASC NULLS LAST) AS INTEGER) AS indicator_no,
  g.name_vi AS group_name_vi,
  g.name_en AS group_name_en,
  g.sort_order AS group_sort_order,
  c.indicator_id IS NOT NULL AS in_core,
  c.version AS core_version,
  -- A share that can cover everyone: the only kind with goalposts and a ceiling reference.
  i.unit = 'percent' AND i.floor = 0 AND i.ceiling = 100 AS is_full_share
FROM core.indicator i
LEFT JOIN core.indicator_group g ON g.group_id = i.group_id
LEFT JOIN core.core_list c ON c.indicator_id = i.indicator_id
