-- One row per bullet of a plan's goals part that has no number.
SELECT
  plan_id,
  section,
  ordinal,
  part,
  label_vi
FROM raw.goal
ORDER BY plan_id ASC NULLS LAST, origin_line ASC NULLS LAST
