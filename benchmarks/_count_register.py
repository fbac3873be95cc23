"""A register of the population to measure on: made up by DuckDB, with the columns and codes of the city's.

Every person lives through all the years, ages by one a year and keeps sex and origin; the rest is drawn anew.
Columns are drawn independently of each other, so there are more groups than in a real city, not fewer.
"""

from pathlib import Path

import duckdb

YEARS = range(2005, 2025)
ROW_GROUP = 122_880

# What the draws below mean: a person's own number and a year's number, stirred; % and >> take them apart.
QUERY = """
WITH drawn AS (
  SELECT i % {people} AS person, {first} + i // {people} AS year,
    hash(i % {people}) AS own, hash(i % {people} + 1) AS other, hash(i) AS now, hash(i + 7) AS later
  FROM range({rows}) t(i)
), aged AS (
  SELECT *, ((own >> 8) % 96 + year - {first}) % 96 AS age FROM drawn
)
SELECT
  person::BIGINT AS person,
  year::SMALLINT AS year,
  codes[1 + (other % len(codes))::INTEGER] AS basomrade,
  CASE WHEN own % 2 = 0 THEN 'K' ELSE 'M' END AS sex,
  age::SMALLINT AS age,
  CASE WHEN age < 16 THEN '0-15' WHEN age < 20 THEN '16-19' WHEN age < 25 THEN '20-24'
       WHEN age < 30 THEN '25-29' WHEN age < 45 THEN '30-44' WHEN age < 65 THEN '45-64'
       WHEN age < 80 THEN '65-79' ELSE '80-' END AS age_group,
  CASE WHEN (own >> 20) % 10 < 6 THEN 'sverige' WHEN (own >> 20) % 10 < 7 THEN 'utrikes_foraldrar'
       ELSE 'utrikes' END AS origin,
  CASE (other >> 20) % 20 WHEN 0 THEN NULL WHEN 1 THEN 'forgymnasial' WHEN 2 THEN 'forgymnasial'
       WHEN 3 THEN 'forgymnasial' WHEN 4 THEN 'gymnasial' WHEN 5 THEN 'gymnasial' WHEN 6 THEN 'gymnasial'
       WHEN 7 THEN 'gymnasial' WHEN 8 THEN 'gymnasial' WHEN 9 THEN 'gymnasial' WHEN 10 THEN 'gymnasial'
       ELSE 'eftergymnasial' END AS education,
  CASE WHEN (other >> 30) % 10 < 5 THEN 'hyresratt' WHEN (other >> 30) % 10 < 9 THEN 'bostadsratt'
       ELSE 'aganderatt' END AS tenure,
  (CASE WHEN now % 5 = 0 THEN (now >> 10) % 60000 ELSE (now >> 10) % 600000 END)::INTEGER AS income,
  (now >> 30) % 100 = 0 AS nordic_income,
  (now >> 36) % 5 = 0 AS student_aid,
  (now >> 42) % 4 = 0 AS in_education,
  (CASE WHEN later % 50 = 0 THEN (later >> 8) % 400 ELSE 0 END)::SMALLINT AS sfi_hours,
  (later >> 20) % 4 < 3 AS employed,
  CASE WHEN (later >> 30) % 200 = 0 THEN 'dead' WHEN (later >> 30) % 200 = 1 THEN 'moved' END AS "left",
  CASE WHEN (later >> 30) % 200 < 2 THEN 1 + (later >> 44) % 12 END::SMALLINT AS left_month
FROM aged, (SELECT {codes} AS codes)
"""


def make(rows: int, codes: list[str], folder: Path) -> Path:
    """The register with so many rows in `folder`; made once and found again."""
    path = folder / f"befolkning-{rows}.parquet"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    listed = "[" + ", ".join(f"'{code}'" for code in codes) + "]"
    query = QUERY.format(rows=rows, people=rows // len(YEARS), first=YEARS[0], codes=listed)
    with duckdb.connect() as connection:
        connection.execute("SET threads = 2; SET preserve_insertion_order = true")
        connection.execute(
            f"COPY ({query}) TO '{half}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
        )
    half.rename(path)
    return path
