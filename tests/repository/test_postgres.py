"""The temporary PostgreSQL works and sorts Swedish as Swedes do."""

import psycopg


def test_it_answers_on_a_socket_of_its_own_and_on_no_port(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        told = connection.execute("SELECT inet_server_addr(), current_setting('listen_addresses')").fetchone()
    assert told == (None, "")


def test_the_swedish_alphabet_ends_with_aring_aumlaut_oumlaut(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        rows = connection.execute(
            "SELECT name FROM unnest(ARRAY['ö', 'ä', 'å', 'z', 'a']) AS t(name) "
            'ORDER BY name COLLATE "sv-SE-x-icu"'
        ).fetchall()
    assert [name for (name,) in rows] == ["a", "z", "å", "ä", "ö"]
