-- One row per upload that the edition holds: which file, who sent it, when (UTC).
SELECT * FROM core.upload
