-- view
SELECT * FROM core.goal
