-- One row per commune-level unit, past and present. current_code: the unit that it is part of
-- today (itself where it still exists); the chain of successors is flattened in Python.
SELECT
  c.commune_code,
  c.name_vi,
  c.short_name,
  c.type,
  c.province_code,
  c.province_vi,
  CAST(c.valid_from AS DATE) AS valid_from,
  CAST(c.valid_to AS DATE) AS valid_to,
  c.successor_code,
  c.predecessors,
  CAST(c.lat AS DOUBLE) AS lat,
  CAST(c.lon AS DOUBLE) AS lon,
  l.current_code
FROM raw.commune c
JOIN raw.commune_lineage l ON l.commune_code = c.commune_code
ORDER BY c.commune_code ASC NULLS LAST
