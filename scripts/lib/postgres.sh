# shellcheck shell=bash
# A private PostgreSQL for this checkout: own data, own port on loopback, own password. Sourced by servers.sh.
# Commits reach the disk as in production: fsync stays on.

# The folder with initdb and postgres of the newest version that is installed; false when there is none.
postgres_programs() {
    local found
    found=$(find /usr/lib/postgresql -mindepth 3 -maxdepth 3 -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
    [ -n "$found" ] || found=$(command -v initdb || true)
    [ -n "$found" ] || return 1
    dirname "$found"
}

postgres_url() { printf 'postgres://pgb_beheer:%s@127.0.0.1:%s/postgres' "$PGB_POSTGRES_PASSWORD" "$PGB_POSTGRES_PORT"; }

# Whether the server we started answers. Only ours knows the password, so an answer proves it is ours.
postgres_answers() {
    [ -f "$PGB_PRIVATE/postgres.env" ] || return 1
    # shellcheck source=/dev/null
    . "$PGB_PRIVATE/postgres.env"
    port_answers 127.0.0.1 "$PGB_POSTGRES_PORT" || return 1
    PGPASSWORD=$PGB_POSTGRES_PASSWORD PGCONNECT_TIMEOUT=5 "$(postgres_programs)/psql" -h 127.0.0.1 -p "$PGB_POSTGRES_PORT" \
        -U pgb_beheer -d postgres -qAtc 'select 1' >/dev/null 2>&1
}

postgres_settings() {
    local buffers=512MB memory_kb
    memory_kb=$(awk '/^MemTotal:/ {print $2}' /proc/meminfo 2>/dev/null || true)
    [ "${memory_kb:-4000000}" -ge 2000000 ] || buffers=128MB
    cat <<SETTINGS
listen_addresses = '127.0.0.1'
port = $PGB_POSTGRES_PORT
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
max_connections = 200
shared_buffers = $buffers
effective_cache_size = 2GB
random_page_cost = 1.1
max_wal_size = 4GB
checkpoint_timeout = 15min
fsync = on
synchronous_commit = on
full_page_writes = on
jit = off
log_min_duration_statement = 2s
SETTINGS
}

postgres_initialise() {
    local programs=$1 data=$2
    say "making a private PostgreSQL in $data"
    (umask 077 && as_server postgres mkdir -p "$data")
    # The file with the password stands in a folder only the server's user can open, and only for a moment.
    local secret=$data.secret
    printf '%s\n' "$PGB_POSTGRES_PASSWORD" | server_file postgres "$secret"
    local status=0
    as_server postgres "$programs/initdb" -D "$data" -U pgb_beheer --pwfile="$secret" --auth=scram-sha-256 \
        --encoding=UTF8 --locale=C.UTF-8 >"$PGB_PRIVATE/initdb.log" 2>&1 || status=$?
    as_server postgres rm -f "$secret"
    if [ "$status" -ne 0 ]; then
        cat "$PGB_PRIVATE/initdb.log" >&2
        as_server postgres rm -rf "$data"
        die "initdb failed"
    fi
    printf "include 'pgb.conf'\n" | as_server postgres tee -a "$data/postgresql.conf" >/dev/null
}

postgres_start() {
    if postgres_answers; then
        return 0
    fi
    local programs data
    programs=$(postgres_programs) || return 1
    servers_home postgres
    data=$PGB_SERVERS_HOME/postgres/data-$("$programs/postgres" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
    if as_server postgres test -f "$data/PG_VERSION" && [ -z "${PGB_POSTGRES_PASSWORD:-}" ]; then
        say "the private PostgreSQL of an earlier checkout stands in $data, and its password is gone: making it anew"
        as_server postgres "$programs/pg_ctl" -D "$data" -m immediate -w stop >/dev/null 2>&1 || true
        as_server postgres rm -rf "$data"
    fi
    if ! as_server postgres test -f "$data/PG_VERSION"; then
        PGB_POSTGRES_PORT=$(free_port)
        PGB_POSTGRES_PASSWORD=$(random_word)
        postgres_initialise "$programs" "$data"
    else
        as_server postgres "$programs/pg_ctl" -D "$data" -m fast -w stop >/dev/null 2>&1 || true
        ! port_answers 127.0.0.1 "$PGB_POSTGRES_PORT" || PGB_POSTGRES_PORT=$(free_port)
    fi
    keep postgres PGB_POSTGRES_PORT PGB_POSTGRES_PASSWORD
    postgres_settings | server_file postgres "$data/pgb.conf"
    say "starting the private PostgreSQL on port $PGB_POSTGRES_PORT"
    as_server postgres "$programs/pg_ctl" -D "$data" -l "$PGB_SERVERS_HOME/postgres/server.log" -w -t 60 start \
        >/dev/null 2>&1 9>&- || {
        as_server postgres tail -n 20 "$PGB_SERVERS_HOME/postgres/server.log" >&2 || true
        die "the private PostgreSQL did not start"
    }
    wait_until 20 postgres_answers || die "the private PostgreSQL does not answer"
}

postgres_stop() {
    local programs data
    programs=$(postgres_programs) || return 0
    servers_home_known || return 0
    for data in $(as_server postgres find "$PGB_SERVERS_HOME/postgres" -maxdepth 1 -name 'data-*' 2>/dev/null); do
        if as_server postgres "$programs/pg_ctl" -D "$data" status >/dev/null 2>&1; then
            as_server postgres "$programs/pg_ctl" -D "$data" -m fast -w -t 60 stop >/dev/null
            say "stopped the private PostgreSQL"
        fi
    done
}
