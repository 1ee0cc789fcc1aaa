-- view
-- Two plans side by side over the indicators both set (exact and near), both orders present.
-- Pairs are quadratic: read this view with plan ids given. mean_difference: a - b in percentage
-- points over shares only, sign turned where lower is better; positive: plan_a asks for more.
WITH pair AS (
  SELECT
    a.plan_id AS plan_a, b.plan_id AS plan_b, a.unit,
    CASE a.direction WHEN 'lower' THEN b.value - a.value ELSE a.value - b.value END AS difference
  FROM mart.statement a
  JOIN mart.statement b ON b.indicator_id = a.indicator_id AND b.plan_id <> a.plan_id
  WHERE a.speaks AND b.speaks
)
SELECT
  plan_a, plan_b, CAST(count(*) AS INTEGER) AS shared,
  CAST(sum(CASE WHEN difference > 0 THEN 1 ELSE 0 END) AS INTEGER) AS a_more,
  CAST(sum(CASE WHEN difference = 0 THEN 1 ELSE 0 END) AS INTEGER) AS same,
  CAST(sum(CASE WHEN difference < 0 THEN 1 ELSE 0 END) AS INTEGER) AS b_more,
  round(avg(CASE WHEN unit = 'percent' THEN CAST(difference AS DOUBLE) END), 6) AS mean_difference
FROM pair
GROUP BY plan_a, plan_b
