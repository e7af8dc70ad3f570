-- What members call, each in one round trip. Functions that read and add links run with the rights
-- of the caller, those that move leases with the owner's, for the caller's own chains.

-- The caller's projects, all of them; the only one that nobody has joined yet becomes that of
-- `digest`, where no other is.
CREATE FUNCTION altui.join(digest text, facts text)
RETURNS TABLE (id int, name text, its_digest text, its_facts text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE altui.project AS p SET digest = "join".digest, facts = "join".facts
    WHERE p.digest IS NULL
        AND p.id IN (SELECT altui.my_projects())
        AND NOT EXISTS (SELECT FROM altui.project AS o WHERE o.digest = "join".digest)
        AND 1 = (
            SELECT count(*) FROM altui.project AS o
            WHERE o.digest IS NULL AND o.id IN (SELECT altui.my_projects())
        );
    RETURN QUERY SELECT p.id, p.name, p.digest, p.facts FROM altui.project AS p
        WHERE p.id IN (SELECT altui.my_projects()) ORDER BY p.id;
END
$$;

-- From one name to the next by the index: a project has many links and few chains.
CREATE FUNCTION altui.chains(of_project int) RETURNS SETOF text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    WITH RECURSIVE name (chain) AS (
        (SELECT chain FROM altui.link WHERE project = of_project ORDER BY chain LIMIT 1)
        UNION ALL
        SELECT (
            SELECT l.chain FROM altui.link AS l
            WHERE l.project = of_project AND l.chain > name.chain ORDER BY l.chain LIMIT 1
        )
        FROM name WHERE name.chain IS NOT NULL
    )
    SELECT chain FROM name WHERE chain IS NOT NULL
$$;

CREATE FUNCTION altui.heads(of_project int)
RETURNS TABLE (chain text, sequence bigint, hash text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT name, last.sequence, last.hash
    FROM altui.chains(of_project) AS name
    CROSS JOIN LATERAL (
        SELECT l.sequence, l.hash FROM altui.link AS l
        WHERE l.project = of_project AND l.chain = name
        ORDER BY l.sequence DESC LIMIT 1
    ) AS last
$$;

CREATE FUNCTION altui.pull(
    of_project int, known text[], ends bigint[], most int, most_bytes bigint
)
RETURNS TABLE (chain text, sequence bigint, previous text, hash text, body text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    name text;
    ended bigint;
    size bigint := 0;
    told int := 0;
BEGIN
    FOR name IN SELECT altui.chains(of_project) LOOP
        ended := coalesce(ends[array_position(known, name)], 0);
        FOR chain, sequence, previous, hash, body IN
            SELECT l.chain, l.sequence, l.previous, l.hash, l.body FROM altui.link AS l
            WHERE l.project = of_project AND l.chain = name AND l.sequence > ended
            ORDER BY l.sequence LIMIT most
        LOOP
            size := size + length(body);
            IF told > 0 AND (told >= most OR size > most_bytes) THEN
                RETURN;
            END IF;
            told := told + 1;
            RETURN NEXT;
        END LOOP;
    END LOOP;
END
$$;


-- The answers of a chain, and that its owner is there still. They count under a chain that has come
-- here: otherwise a member could call rows answered, under ever more names, that nobody gave a label.
CREATE FUNCTION altui.note_answers(
    of_project int, whose text, those_answered bytea[], those_reopened bytea[]
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM altui.check_mine(of_project, whose);
    IF cardinality(those_answered) > 0 AND NOT EXISTS (
        SELECT FROM altui.link WHERE project = of_project AND chain = whose
    ) THEN
        RAISE EXCEPTION 'there is no event of % here', whose
            USING ERRCODE = 'AL001', DETAIL = format('1 0 %s', whose);
    END IF;
    INSERT INTO altui.lease AS l (project, key, answered)
        SELECT DISTINCT of_project, k, ARRAY[whose] FROM unnest(those_answered) AS k ORDER BY k
        ON CONFLICT (project, key) DO UPDATE SET
            holder = nullif(l.holder, whose),
            answered = array_remove(l.answered, whose) || whose;
    UPDATE altui.lease SET answered = array_remove(answered, whose)
        WHERE project = of_project AND key = ANY (those_reopened) AND whose = ANY (answered);
    UPDATE altui.lease SET until = clock_timestamp() + '600 s'
        WHERE project = of_project AND holder = whose;
END
$$;

-- All links, or none. Those that are there already are passed over.
CREATE FUNCTION altui.push(
    of_project int, whose text, sequences bigint[], befores text[], hashes text[], bodies text[],
    those_answered bytea[], those_reopened bytea[]
)
RETURNS TABLE (sequence bigint, hash text)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    ended bigint;
    other bigint;
BEGIN
    IF current_setting('synchronous_commit') = 'off' THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
    SELECT coalesce(max(l.sequence), 0) INTO ended FROM altui.link AS l
        WHERE l.project = of_project AND l.chain = whose;
    IF sequences[1] <= ended THEN
        SELECT min(l.sequence) INTO other
        FROM unnest(sequences, hashes, befores, bodies) AS new (sequence, hash, previous, body)
        JOIN altui.link AS l
            ON l.project = of_project AND l.chain = whose AND l.sequence = new.sequence
        WHERE (l.hash, l.previous, l.body) IS DISTINCT FROM (new.hash, new.previous, new.body);
        IF other IS NOT NULL THEN
            RAISE EXCEPTION 'event % of % is another one here', other, whose
                USING ERRCODE = 'AL001', DETAIL = format('%s %s %s', other, ended, whose);
        END IF;
    END IF;
    INSERT INTO altui.link (project, chain, sequence, previous, hash, body)
        SELECT of_project, whose, new.sequence, new.previous, new.hash, new.body
        FROM unnest(sequences, befores, hashes, bodies) WITH ORDINALITY
            AS new (sequence, previous, hash, body, place)
        WHERE new.sequence > ended ORDER BY new.place;
    IF FOUND THEN
        PERFORM pg_notify('altui_' || of_project, '');
    END IF;
    PERFORM altui.note_answers(of_project, whose, those_answered, those_reopened);
    RETURN QUERY SELECT l.sequence, l.hash FROM altui.link AS l
        WHERE l.project = of_project AND l.chain = whose ORDER BY l.sequence DESC LIMIT 1;
END
$$;

-- The places, among the wishes, of the first `most` that are free. Nobody waits for anybody: a row
-- that another is about to be lent is passed over.
CREATE FUNCTION altui.lend(
    of_project int, whose text, keys bytea[], slots int[], most int
) RETURNS SETOF int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wish record;
    lent bytea[] := '{}';
BEGIN
    PERFORM altui.check_mine(of_project, whose);
    PERFORM set_config('synchronous_commit', 'off', true);
    FOR wish IN
        SELECT w.key, w.slots, w.place::int
        FROM unnest(keys, slots) WITH ORDINALITY AS w (key, slots, place)
        LEFT JOIN altui.lease AS l ON l.project = of_project AND l.key = w.key
        WHERE l.key IS NULL
            OR (
                (l.holder IS NULL OR l.holder = whose OR l.until <= clock_timestamp())
                AND cardinality(l.answered) < w.slots AND whose <> ALL (l.answered)
            )
        ORDER BY w.place
    LOOP
        EXIT WHEN cardinality(lent) >= most;
        CONTINUE WHEN wish.slots < 1 OR wish.key = ANY (lent);
        CONTINUE WHEN NOT pg_try_advisory_xact_lock(
            hashtextextended(encode(wish.key, 'hex'), of_project)
        );
        INSERT INTO altui.lease AS l (project, key, holder, until)
            VALUES (of_project, wish.key, whose, clock_timestamp() + '600 s')
            ON CONFLICT (project, key) DO UPDATE
            SET holder = excluded.holder, until = excluded.until
            WHERE (l.holder IS NULL OR l.holder = whose OR l.until <= clock_timestamp())
                AND cardinality(l.answered) < wish.slots AND whose <> ALL (l.answered);
        IF FOUND THEN
            lent := lent || wish.key;
            RETURN NEXT wish.place;
        END IF;
    END LOOP;
END
$$;

-- All that is on loan to `whose`, where no keys are given.
CREATE FUNCTION altui.give_back(of_project int, whose text, keys bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM altui.check_mine(of_project, whose);
    PERFORM set_config('synchronous_commit', 'off', true);
    UPDATE altui.lease SET holder = NULL
        WHERE project = of_project AND holder = whose AND (keys IS NULL OR key = ANY (keys));
END
$$;

CREATE FUNCTION altui.renew(of_project int, whose text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    PERFORM altui.note_answers(of_project, whose, '{}', '{}');
END
$$;

REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA altui FROM PUBLIC;
