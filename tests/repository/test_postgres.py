"""The temporary PostgreSQL works and sorts Swedish as Swedes do."""

import psycopg


def test_the_database_is_empty_and_answers(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        tables = connection.execute(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
        ).fetchone()
    assert tables == (0,)


def test_the_swedish_alphabet_ends_with_aring_aumlaut_oumlaut(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        rows = connection.execute(
            "SELECT name FROM unnest(ARRAY['ö', 'ä', 'å', 'z', 'a']) AS t(name) "
            'ORDER BY name COLLATE "sv-SE-x-icu"'
        ).fetchall()
    assert [name for (name,) in rows] == ["a", "z", "å", "ä", "ö"]
