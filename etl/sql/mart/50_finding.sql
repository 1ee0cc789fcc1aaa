-- What the checks and careful readers find in a plan, each with its place. The words come from the
-- catalogue of messages by `code`; `params` is JSON text. A flaw that both a rule and a reader
-- report at one place appears once, as the rule's.
WITH commitment AS (
  SELECT * FROM mart.statement WHERE kind IN ('target', 'task')
),
plan_start AS (
  SELECT plan_id, greatest(coalesce(horizon_start, issued), coalesce(issued, horizon_start))
    AS starts, horizon_end
  FROM mart.plan
),
fraction AS (
  -- Half a unit of the last digit that the plan gives is still the same number.
  SELECT
    s.*, 100 * CAST(numerator AS DOUBLE) / NULLIF(CAST(denominator AS DOUBLE), 0) AS computed,
    CASE WHEN value = round(value, 0) THEN 0.5
         WHEN value = round(value, 1) THEN 0.05
         WHEN value = round(value, 2) THEN 0.005
         ELSE 0.0005 END AS tolerance
  FROM mart.statement s
  WHERE unit = 'percent' AND numerator IS NOT NULL AND denominator IS NOT NULL
),
contradiction AS (
  SELECT plan_id, indicator_id, min(value) AS low, max(value) AS high,
    min(statement_id) AS statement_id
  FROM mart.statement
  WHERE contradicts
  GROUP BY plan_id, indicator_id
),
lead_unit AS (
  SELECT s.plan_id, count(*) AS total,
    sum(CASE WHEN s.lead_unit IS NULL THEN 1 ELSE 0 END) AS missing
  FROM commitment s
  JOIN core.plan p ON p.plan_id = s.plan_id
  WHERE NOT coalesce(p.annex_missing, FALSE)
  GROUP BY s.plan_id
),
dated AS (
  SELECT plan_id, section, ordinal, part, due, statement_id, indicator_id
  FROM commitment
  WHERE due IS NOT NULL
  UNION ALL
  SELECT plan_id, section, ordinal, part, due, NULL, NULL
  FROM core.task
  WHERE due IS NOT NULL AND recurring IS NULL
),
misdated AS (
  SELECT d.plan_id, d.section, d.ordinal, d.part, d.due, p.starts, p.horizon_end,
    max(d.statement_id) AS statement_id, max(d.indicator_id) AS indicator_id
  FROM dated d
  JOIN plan_start p ON p.plan_id = d.plan_id
  WHERE d.due < p.starts OR d.due > p.horizon_end
  GROUP BY d.plan_id, d.section, d.ordinal, d.part, d.due, p.starts, p.horizon_end
),
rule_finding AS (
  SELECT plan_id, section, ordinal, part, 'impossible_comparator' AS code, 'medium' AS severity,
    '{"comparator": "' || comparator || '", "value": ' || CAST(CAST(value AS DOUBLE) AS STRING)
      || '}' AS params,
    statement_id, indicator_id
  FROM mart.statement
  WHERE impossible AND value = 100
  UNION ALL
  SELECT plan_id, section, ordinal, part, 'share_out_of_range', 'high',
    '{"value": ' || CAST(CAST(value AS DOUBLE) AS STRING) || '}', statement_id, indicator_id
  FROM mart.statement
  WHERE impossible AND value <> 100
  UNION ALL
  SELECT plan_id, section, ordinal, part, 'fraction_mismatch', 'medium',
    '{"numerator": ' || CAST(CAST(numerator AS DOUBLE) AS STRING)
      || ', "denominator": ' || CAST(CAST(denominator AS DOUBLE) AS STRING)
      || ', "computed": ' || CAST(round(computed, 1) AS STRING)
      || ', "value": ' || CAST(CAST(value AS DOUBLE) AS STRING) || '}',
    statement_id, indicator_id
  FROM fraction
  WHERE abs(computed - CAST(value AS DOUBLE)) > tolerance + 0.000001
  UNION ALL
  SELECT c.plan_id, s.section, s.ordinal, s.part, 'contradiction', 'high',
    '{"low": ' || CAST(CAST(c.low AS DOUBLE) AS STRING)
      || ', "high": ' || CAST(CAST(c.high AS DOUBLE) AS STRING) || '}',
    c.statement_id, c.indicator_id
  FROM contradiction c
  JOIN mart.statement s ON s.statement_id = c.statement_id
  UNION ALL
  SELECT plan_id, section, ordinal, part, 'due_before_plan', 'medium',
    '{"due": "' || CAST(due AS STRING) || '", "starts": "' || CAST(starts AS STRING) || '"}',
    statement_id, indicator_id
  FROM misdated
  WHERE due < starts
  UNION ALL
  SELECT plan_id, section, ordinal, part, 'due_after_plan', 'low',
    '{"due": "' || CAST(due AS STRING) || '", "ends": "' || CAST(horizon_end AS STRING) || '"}',
    statement_id, indicator_id
  FROM misdated
  WHERE due > horizon_end
  UNION ALL
  SELECT plan_id, NULL, NULL, NULL, 'no_lead_unit', 'low',
    '{"missing": ' || CAST(missing AS STRING) || ', "total": ' || CAST(total AS STRING) || '}',
    NULL, NULL
  FROM lead_unit
  WHERE missing > 0 AND total >= 5
),
reader AS (
  SELECT
    plan_id, section, ordinal, part,
    CASE code WHEN 'deadline_before_plan' THEN 'due_before_plan' ELSE code END AS code,
    note_vi
  FROM core.reader_finding
),
reader_severity AS (
  SELECT
    r.*,
    CASE
      WHEN code IN ('contradiction', 'share_out_of_range') THEN 'high'
      WHEN code IN ('broken_sentence', 'misspelled_name', 'duplicate_section_number',
                    'inconsistent_name', 'wrong_level', 'already_done', 'no_lead_unit') THEN 'low'
      ELSE 'medium'
    END AS severity
  FROM reader r
)
SELECT plan_id, section, ordinal, part, code, severity, params, statement_id, indicator_id,
  'rule' AS source, CAST(NULL AS STRING) AS note_vi
FROM rule_finding
UNION ALL
SELECT r.plan_id, r.section, r.ordinal, r.part, r.code, r.severity,
  '{"note": "' || replace(replace(replace(coalesce(r.note_vi, ''), chr(92), chr(92) || chr(92)),
    '"', chr(92) || '"'), chr(10), ' ') || '"}' AS params,
  NULL AS statement_id, NULL AS indicator_id, 'reader' AS source, r.note_vi
FROM reader_severity r
LEFT JOIN (
  SELECT DISTINCT plan_id, code, section, ordinal FROM rule_finding
) f
  ON f.plan_id = r.plan_id AND f.code = r.code AND f.section = r.section
  AND coalesce(f.ordinal, '') = coalesce(r.ordinal, f.ordinal, '')
WHERE f.plan_id IS NULL
