-- Who may do what is decided here, not in the program.
--
-- Nobody may write to a table. Who is a member of stageplanner_member may read what the policies
-- let through, and call the functions below, which look up who is calling (session_user) and write
-- under that name. All names in functions are written in full, and search_path is fixed.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'stageplanner_member') THEN
        CREATE ROLE stageplanner_member NOLOGIN;
    END IF;
END
$$;

CREATE TABLE stageplanner.region (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (name <> '' AND name = btrim(name)),
    -- Counts the verbs: every verb sees a version and makes the next.
    version bigint NOT NULL DEFAULT 0,
    made_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE stageplanner.member (
    region integer NOT NULL REFERENCES stageplanner.region ON DELETE CASCADE,
    login name NOT NULL,
    kind text NOT NULL CHECK (kind IN ('coordinator', 'institution', 'reader')),
    institution text,
    since timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (region, login),
    CHECK ((kind = 'institution') = (institution IS NOT NULL))
);

-- The institutions that may read an entry in full.
CREATE FUNCTION stageplanner.institutions_of(part text, cells json) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE part
        WHEN 'periods' THEN ARRAY[cells->>1]
        WHEN 'holidays' THEN ARRAY[cells->>1]
        WHEN 'balances' THEN ARRAY[cells->>0]
        WHEN 'rules' THEN CASE WHEN cells->>0 IS NULL THEN '{}'::text[] ELSE ARRAY[cells->>0] END
        WHEN 'proposals' THEN
            CASE WHEN cells->>2 = 'institution' AND cells->>9 <> 'draft' THEN ARRAY[cells->>3]
            ELSE '{}'::text[] END
        WHEN 'agreements' THEN ARRAY(
            SELECT party->>1 FROM json_array_elements((cells->>7)::json) AS party
            WHERE party->>0 = 'institution'
        )
        ELSE '{}'::text[]
    END
$$;

CREATE TABLE stageplanner.entry (
    region integer NOT NULL REFERENCES stageplanner.region ON DELETE CASCADE,
    part text NOT NULL,
    key text NOT NULL,
    position bigint NOT NULL,
    cells json NOT NULL,
    institutions text[] NOT NULL
        GENERATED ALWAYS AS (stageplanner.institutions_of(part, cells)) STORED,
    version bigint NOT NULL,
    PRIMARY KEY (region, part, key)
);

-- What every verb changed; others bring their copy up to date with it.
CREATE TABLE stageplanner.change (
    region integer NOT NULL REFERENCES stageplanner.region ON DELETE CASCADE,
    version bigint NOT NULL,
    login name NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT now(),
    changes json NOT NULL,
    -- By the client that made it: a verb that is sent again is not done again.
    token uuid NOT NULL,
    PRIMARY KEY (region, version),
    UNIQUE (region, token)
);

CREATE TABLE stageplanner.event (
    region integer NOT NULL REFERENCES stageplanner.region ON DELETE CASCADE,
    number bigint GENERATED ALWAYS AS IDENTITY,
    version bigint NOT NULL,
    login name NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT now(),
    cells json NOT NULL,
    PRIMARY KEY (region, number)
);

-- The region as one institution may see it, made by the program of a coordinator.
CREATE TABLE stageplanner.own_view (
    region integer NOT NULL REFERENCES stageplanner.region ON DELETE CASCADE,
    institution text NOT NULL,
    version bigint NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    entries json NOT NULL,
    PRIMARY KEY (region, institution)
);

-- What was agreed, in totals, for readers and for the overview of a server.
CREATE TABLE stageplanner.total (
    region integer PRIMARY KEY REFERENCES stageplanner.region ON DELETE CASCADE,
    version bigint NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    figures json NOT NULL
);

CREATE TABLE stageplanner.present (
    region integer NOT NULL REFERENCES stageplanner.region ON DELETE CASCADE,
    login name NOT NULL DEFAULT session_user,
    client uuid NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (region, login, client)
);

-- History is only ever added to, whoever asks.
CREATE FUNCTION stageplanner.refuse_change() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF TG_OP = 'DELETE' AND NOT EXISTS (
        SELECT FROM stageplanner.region AS r WHERE r.id = OLD.region
    ) THEN
        RETURN OLD;  -- The whole region goes.
    END IF;
    RAISE EXCEPTION 'history is only added to' USING ERRCODE = 'SP004';
END
$$;
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON stageplanner.event
    FOR EACH ROW EXECUTE FUNCTION stageplanner.refuse_change();
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON stageplanner.change
    FOR EACH ROW EXECUTE FUNCTION stageplanner.refuse_change();
CREATE TRIGGER not_emptied BEFORE TRUNCATE ON stageplanner.event
    FOR EACH STATEMENT EXECUTE FUNCTION stageplanner.refuse_change();
CREATE TRIGGER not_emptied BEFORE TRUNCATE ON stageplanner.change
    FOR EACH STATEMENT EXECUTE FUNCTION stageplanner.refuse_change();

-- --- who may read --------------------------------------------------------------------------

-- The regions in which the caller has a role.
CREATE FUNCTION stageplanner.regions_as(kinds text[]) RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT m.region FROM stageplanner.member AS m
    WHERE m.login = session_user AND m.kind = ANY (kinds)
$$;

-- The regions and institutions for which the caller works, as "region institution".
CREATE FUNCTION stageplanner.works_for() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce(array_agg(m.region || ' ' || m.institution), '{}')
    FROM stageplanner.member AS m
    WHERE m.login = session_user AND m.kind = 'institution'
$$;

ALTER TABLE stageplanner.region ENABLE ROW LEVEL SECURITY;
ALTER TABLE stageplanner.member ENABLE ROW LEVEL SECURITY;
ALTER TABLE stageplanner.entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE stageplanner.change ENABLE ROW LEVEL SECURITY;
ALTER TABLE stageplanner.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE stageplanner.own_view ENABLE ROW LEVEL SECURITY;
ALTER TABLE stageplanner.total ENABLE ROW LEVEL SECURITY;
ALTER TABLE stageplanner.present ENABLE ROW LEVEL SECURITY;

CREATE POLICY members ON stageplanner.region FOR SELECT USING (
    id IN (SELECT stageplanner.regions_as('{coordinator,institution,reader}'))
);
CREATE POLICY self_or_coordinator ON stageplanner.member FOR SELECT USING (
    login = session_user OR region IN (SELECT stageplanner.regions_as('{coordinator}'))
);
CREATE POLICY coordinators ON stageplanner.entry FOR SELECT USING (
    region IN (SELECT stageplanner.regions_as('{coordinator}'))
);
CREATE POLICY own_rows ON stageplanner.entry FOR SELECT USING (
    institutions <> '{}' AND (SELECT stageplanner.works_for()) && ARRAY(
        SELECT region || ' ' || institution FROM unnest(institutions) AS institution
    )
);
CREATE POLICY coordinators ON stageplanner.change FOR SELECT USING (
    region IN (SELECT stageplanner.regions_as('{coordinator}'))
);
CREATE POLICY own_or_coordinator ON stageplanner.event FOR SELECT USING (
    (login = session_user AND region IN (SELECT stageplanner.regions_as('{institution}')))
    OR region IN (SELECT stageplanner.regions_as('{coordinator}'))
);
CREATE POLICY own_or_coordinator ON stageplanner.own_view FOR SELECT USING (
    region || ' ' || institution = ANY (ARRAY(SELECT unnest(stageplanner.works_for())))
    OR region IN (SELECT stageplanner.regions_as('{coordinator}'))
);
CREATE POLICY members ON stageplanner.total FOR SELECT USING (
    region IN (SELECT stageplanner.regions_as('{coordinator,institution,reader}'))
);
CREATE POLICY coordinators ON stageplanner.present FOR SELECT USING (
    login = session_user OR region IN (SELECT stageplanner.regions_as('{coordinator}'))
);

-- --- who may change ------------------------------------------------------------------------

-- Returns the version of a region that only the caller may change until the transaction ends.
CREATE FUNCTION stageplanner.locked_version(of_region integer, kinds text[]) RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    now_at bigint;
BEGIN
    IF of_region IS NULL OR of_region NOT IN (SELECT stageplanner.regions_as(kinds)) THEN
        RAISE EXCEPTION 'no % of this region', array_to_string(kinds, ' or ')
            USING ERRCODE = '42501';
    END IF;
    SELECT r.version INTO now_at FROM stageplanner.region AS r WHERE r.id = of_region FOR UPDATE;
    RETURN now_at;
END
$$;

-- Begins a verb of a coordinator: others wait until its transaction ends.
CREATE FUNCTION stageplanner.begin_verb(of_region integer) RETURNS bigint
LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT stageplanner.locked_version(of_region, '{coordinator}')
$$;

-- Writes what was changed: entries {part: {key: [position, cells] or null}}.
CREATE FUNCTION stageplanner.write_entries(of_region integer, next_version bigint, changes json)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    DELETE FROM stageplanner.entry AS e
    USING json_each(changes) AS p, json_each(p.value) AS k
    WHERE e.region = of_region AND e.part = p.key AND e.key = k.key
        AND json_typeof(k.value) = 'null';
    INSERT INTO stageplanner.entry (region, part, key, position, cells, version)
    SELECT of_region, p.key, k.key, (k.value->>0)::bigint, k.value->1, next_version
    FROM json_each(changes) AS p, json_each(p.value) AS k
    WHERE json_typeof(k.value) <> 'null'
    ON CONFLICT (region, part, key) DO UPDATE
        SET position = excluded.position, cells = excluded.cells, version = excluded.version;
END
$$;

-- Adds a change and its events under the name of the caller, and tells the others.
CREATE FUNCTION stageplanner.record_change(
    of_region integer, next_version bigint, changes json, events json, by_token uuid
) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO stageplanner.change (region, version, changes, token)
    VALUES (of_region, next_version, changes, by_token);
    INSERT INTO stageplanner.event (region, version, cells)
    SELECT of_region, next_version, jsonb_set(e.value::jsonb, '{1}', to_jsonb(session_user::text))
    FROM json_array_elements(events) WITH ORDINALITY AS e (value, number) ORDER BY e.number;
    UPDATE stageplanner.region SET version = next_version WHERE id = of_region;
    PERFORM pg_notify('stageplanner', of_region || ' ' || next_version || ' ' || session_user);
END
$$;

-- Does a verb of a coordinator; the version must be the one that begin_verb returned.
CREATE FUNCTION stageplanner.apply_changes(
    of_region integer, seen bigint, changes json, events json, by_token uuid
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    now_at bigint := stageplanner.locked_version(of_region, '{coordinator}');
BEGIN
    IF now_at IS DISTINCT FROM seen THEN
        RAISE EXCEPTION 'the region is at version %', now_at USING ERRCODE = 'SP001';
    END IF;
    PERFORM stageplanner.write_entries(of_region, now_at + 1, changes);
    PERFORM stageplanner.record_change(of_region, now_at + 1, changes, events, by_token);
    RETURN now_at + 1;
END
$$;

-- The institution for which the caller works in a region, which is locked.
CREATE FUNCTION stageplanner.locked_institution(of_region integer) RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM stageplanner.locked_version(of_region, '{institution}');
    RETURN (
        SELECT m.institution FROM stageplanner.member AS m
        WHERE m.region = of_region AND m.login = session_user
    );
END
$$;

-- Refuses a round that is not open for answers.
CREATE FUNCTION stageplanner.check_round(of_region integer, number text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM stageplanner.entry AS e
        WHERE e.region = of_region AND e.part = 'rounds' AND e.key = number
            AND e.cells->>8 IS NOT NULL AND e.cells->>9 IS NULL
    ) THEN
        RAISE EXCEPTION 'round % is not open', number USING ERRCODE = 'SP003';
    END IF;
END
$$;

-- Writes one proposal of an institution, with its event.
CREATE FUNCTION stageplanner.write_proposal(
    of_region integer, of_key text, at_position bigint, new_cells json, event json, by_token uuid
) RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    next_version bigint := 1 + (
        SELECT r.version FROM stageplanner.region AS r WHERE r.id = of_region
    );
    changes json := json_build_object(
        'proposals', json_build_object(of_key, json_build_array(at_position, new_cells))
    );
BEGIN
    PERFORM stageplanner.write_entries(of_region, next_version, changes);
    PERFORM stageplanner.record_change(
        of_region, next_version, changes, json_build_array(event), by_token
    );
    RETURN next_version;
END
$$;

-- Answers a proposal to the institution of the caller: only status, remark, counter-proposal, day
-- and origin may differ from what was asked.
CREATE FUNCTION stageplanner.answer(
    of_region integer, of_key text, seen bigint, new_cells json, event json, by_token uuid
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    mine text := stageplanner.locked_institution(of_region);
    old stageplanner.entry;
    fresh jsonb := new_cells::jsonb;
    known jsonb;
    place integer;
BEGIN
    SELECT * INTO old FROM stageplanner.entry AS e
    WHERE e.region = of_region AND e.part = 'proposals' AND e.key = of_key
        AND mine = ANY (e.institutions);
    IF old.key IS NULL THEN
        RAISE EXCEPTION 'no proposal to %', mine USING ERRCODE = '42501';
    END IF;
    IF old.version > seen THEN
        RAISE EXCEPTION 'the proposal was changed' USING ERRCODE = 'SP001';
    END IF;
    PERFORM stageplanner.check_round(of_region, old.cells->>0);
    known := old.cells::jsonb;
    IF jsonb_typeof(fresh) <> 'array' OR jsonb_array_length(fresh) <> jsonb_array_length(known) THEN
        RAISE EXCEPTION 'no answer' USING ERRCODE = '42501';
    END IF;
    FOR place IN 0 .. jsonb_array_length(known) - 1 LOOP
        IF place NOT IN (7, 9, 11, 12, 13) AND fresh->place IS DISTINCT FROM known->place THEN
            RAISE EXCEPTION 'an answer does not change what was asked' USING ERRCODE = '42501';
        END IF;
    END LOOP;
    -- Before and asked; the third is the counter-proposal.
    FOR place IN 0 .. 1 LOOP
        IF (fresh->>7)::jsonb->place IS DISTINCT FROM (known->>7)::jsonb->place THEN
            RAISE EXCEPTION 'an answer does not change what was asked' USING ERRCODE = '42501';
        END IF;
    END LOOP;
    IF jsonb_array_length((fresh->>7)::jsonb) <> 3
        OR known->>9 NOT IN ('sent', 'refused', 'countered')
        OR fresh->>9 NOT IN ('agreed', 'refused', 'countered')
        OR (fresh->>9 = 'countered') <> (jsonb_array_length((fresh->>7)::jsonb->2) > 0)
        OR (fresh->>9 = 'refused' AND btrim(fresh->>11) = '')
    THEN
        RAISE EXCEPTION 'this answer cannot be given now' USING ERRCODE = 'SP003';
    END IF;
    RETURN stageplanner.write_proposal(
        of_region, of_key, old.position, new_cells, event, by_token
    );
END
$$;

-- Proposes other placements for a stage period of the caller's institution, of which a round asks
-- nothing: its own wish is "asked", what it proposes is the counter-proposal.
CREATE FUNCTION stageplanner.propose(
    of_region integer, of_key text, new_cells json, event json, by_token uuid
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    mine text := stageplanner.locked_institution(of_region);
    fresh jsonb := new_cells::jsonb;
    last_position bigint;
BEGIN
    PERFORM stageplanner.check_round(of_region, new_cells->>0);
    IF fresh->>2 <> 'institution' OR fresh->>3 <> mine OR fresh->>9 <> 'countered'
        OR fresh->>4 NOT IN ('', mine)
        OR fresh->>10 <> '1' OR fresh->>14 <> '' OR fresh->>15 <> '[]'
        OR of_key <> json_build_array(new_cells->>0, new_cells->>1)::text
        OR (fresh->>7)::jsonb->0 IS DISTINCT FROM (fresh->>7)::jsonb->1
        OR NOT EXISTS (
            SELECT FROM stageplanner.entry AS e
            WHERE e.region = of_region AND e.part = 'periods' AND e.key = fresh->>5
                AND mine = ANY (e.institutions)
        )
        OR EXISTS (
            SELECT FROM stageplanner.entry AS e
            WHERE e.region = of_region AND e.part = 'proposals' AND e.cells->>5 = fresh->>5
                AND e.cells->>0 = fresh->>0 AND e.cells->>9 NOT IN ('withdrawn', 'lapsed')
        )
        OR EXISTS (
            SELECT FROM stageplanner.entry AS e
            WHERE e.region = of_region AND e.part = 'proposals' AND e.key = of_key
        )
    THEN
        RAISE EXCEPTION 'this cannot be proposed' USING ERRCODE = 'SP003';
    END IF;
    SELECT coalesce(max(e.position), 0) + 1 INTO last_position FROM stageplanner.entry AS e
    WHERE e.region = of_region AND e.part = 'proposals';
    RETURN stageplanner.write_proposal(
        of_region, of_key, last_position, new_cells, event, by_token
    );
END
$$;

-- Keeps what one institution may see, and the totals of what was agreed, as a coordinator's program
-- made them of a version.
CREATE FUNCTION stageplanner.keep_view(
    of_region integer, of_version bigint, of_institution text, new_entries json
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM stageplanner.locked_version(of_region, '{coordinator}');
    INSERT INTO stageplanner.own_view (region, institution, version, entries)
    VALUES (of_region, of_institution, of_version, new_entries)
    ON CONFLICT (region, institution) DO UPDATE
        SET version = excluded.version, entries = excluded.entries, made_at = now()
        WHERE own_view.version <= excluded.version;
    PERFORM pg_notify('stageplanner', of_region || ' view ' || session_user);
END
$$;

CREATE FUNCTION stageplanner.keep_totals(of_region integer, of_version bigint, new_figures json)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM stageplanner.locked_version(of_region, '{coordinator}');
    INSERT INTO stageplanner.total (region, version, figures)
    VALUES (of_region, of_version, new_figures)
    ON CONFLICT (region) DO UPDATE
        SET version = excluded.version, figures = excluded.figures, made_at = now()
        WHERE total.version <= excluded.version;
END
$$;

-- Says that a client of the caller is here; who was not seen for a minute is not.
CREATE FUNCTION stageplanner.say_present(of_region integer, of_client uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF of_region NOT IN (SELECT stageplanner.regions_as('{coordinator,institution,reader}')) THEN
        RAISE EXCEPTION 'no member of this region' USING ERRCODE = '42501';
    END IF;
    DELETE FROM stageplanner.present AS p
    WHERE p.region = of_region AND p.seen_at < now() - interval '1 minute';
    INSERT INTO stageplanner.present (region, client) VALUES (of_region, of_client)
    ON CONFLICT (region, login, client) DO UPDATE SET seen_at = now();
END
$$;

-- --- what members may touch ----------------------------------------------------------------

REVOKE ALL ON SCHEMA stageplanner FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA stageplanner FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA stageplanner FROM PUBLIC;
GRANT USAGE ON SCHEMA stageplanner TO stageplanner_member;
GRANT SELECT ON stageplanner.region, stageplanner.member, stageplanner.entry, stageplanner.change,
    stageplanner.event, stageplanner.own_view, stageplanner.total, stageplanner.present,
    stageplanner.schema_version
    TO stageplanner_member;
GRANT EXECUTE ON FUNCTION
    stageplanner.regions_as(text[]),
    stageplanner.works_for(),
    stageplanner.begin_verb(integer),
    stageplanner.apply_changes(integer, bigint, json, json, uuid),
    stageplanner.answer(integer, text, bigint, json, json, uuid),
    stageplanner.propose(integer, text, json, json, uuid),
    stageplanner.keep_view(integer, bigint, text, json),
    stageplanner.keep_totals(integer, bigint, json),
    stageplanner.say_present(integer, uuid)
    TO stageplanner_member;
