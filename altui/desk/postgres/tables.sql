-- The desk in a database: projects, their members, chains of links, leases of rows.
--
-- A member may add links to the own chain and read those of all: row-level security says whose
-- chain it is, a trigger whether a link goes on it, and nobody has a right to more. Leases are
-- reached by functions alone, which act for the caller's own chains. session_user is whoever
-- logged in: SET ROLE does not change it.

CREATE SCHEMA altui;
REVOKE ALL ON SCHEMA altui FROM PUBLIC;

CREATE TABLE altui.project (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 64),
    -- Both are unknown until the first member joins, unless the owner has told them.
    digest text UNIQUE CHECK (length(digest) <= 64),
    facts text CHECK (length(facts) <= 1000000)
);

CREATE TABLE altui.member (
    project int NOT NULL REFERENCES altui.project,
    name text COLLATE "C" NOT NULL,
    PRIMARY KEY (project, name)
);

CREATE TABLE altui.link (
    project int NOT NULL REFERENCES altui.project,
    chain text COLLATE "C" NOT NULL CHECK (length(chain) <= 128),
    sequence bigint NOT NULL,
    previous text NOT NULL,
    hash text NOT NULL,
    body text NOT NULL CHECK (octet_length(body) <= 4194304 AND body !~ '[^\x01-\x7f]'),
    arrived timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project, chain, sequence)
);

-- A key is a digest of a row's id: ids may be long, and the desk need not know them twice. After a
-- crash of the server the table is empty; a row may then come twice, which is a second opinion.
CREATE UNLOGGED TABLE altui.lease (
    project int NOT NULL,
    key bytea NOT NULL CHECK (octet_length(key) = 16),
    holder text COLLATE "C",
    until timestamptz NOT NULL DEFAULT '-infinity',
    -- Kept in the same line as the loan: a row that is answered between the moment when another
    -- looks for free ones and the moment when it is lent is seen by the very line that lends it.
    answered text[] COLLATE "C" NOT NULL DEFAULT '{}',
    PRIMARY KEY (project, key)
);
CREATE INDEX held ON altui.lease (project, holder) WHERE holder IS NOT NULL;


CREATE FUNCTION altui.version() RETURNS int
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS 'SELECT 1';

CREATE FUNCTION altui.my_projects() RETURNS SETOF int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT project FROM altui.member WHERE name = session_user
$$;

CREATE FUNCTION altui.is_my_name(chain text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT chain = session_user OR starts_with(chain, session_user || '#')
$$;

CREATE FUNCTION altui.check_mine(project int, chain text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF altui.is_my_name(chain) IS NOT TRUE
        OR check_mine.project NOT IN (SELECT altui.my_projects())
    THEN
        RAISE EXCEPTION 'this is not a chain of %', session_user USING ERRCODE = '42501';
    END IF;
END
$$;


ALTER TABLE altui.link ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

CREATE POLICY all_is_read ON altui.link FOR SELECT
    USING (project = ANY (ARRAY(SELECT altui.my_projects())));

CREATE POLICY own_is_added ON altui.link FOR INSERT
    WITH CHECK (
        project = ANY (ARRAY(SELECT altui.my_projects())) AND altui.is_my_name(chain)
    );

CREATE FUNCTION altui.continue_chain() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    last record;
BEGIN
    SELECT sequence, hash INTO last FROM altui.link
    WHERE project = NEW.project AND chain = NEW.chain
    ORDER BY sequence DESC LIMIT 1;
    IF (NEW.sequence, NEW.previous)
            IS DISTINCT FROM (coalesce(last.sequence, 0) + 1, coalesce(last.hash, ''))
        OR NEW.hash
            IS DISTINCT FROM encode(sha256(convert_to(NEW.previous || NEW.body, 'UTF8')), 'hex')
    THEN
        RAISE EXCEPTION 'event % does not go on chain %', NEW.sequence, NEW.chain
            USING ERRCODE = 'AL001',
                DETAIL = format('%s %s %s', NEW.sequence, coalesce(last.sequence, 0), NEW.chain);
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER continue_chain BEFORE INSERT ON altui.link
    FOR EACH ROW EXECUTE FUNCTION altui.continue_chain();
