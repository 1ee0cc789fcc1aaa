-- view
SELECT * FROM core.alias
