-- One row per drafting flaw that only a reader of the document sees.
SELECT
  plan_id,
  section,
  ordinal,
  part,
  code,
  note_vi
FROM raw.reader_finding
ORDER BY plan_id ASC NULLS LAST, origin_line ASC NULLS LAST
