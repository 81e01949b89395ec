# shellcheck shell=bash
# Finds or starts the two servers the chain needs, and exports where they are:
#
#   DATABASE_URL               a PostgreSQL login that may create databases and roles
#   AMQP_URL                   a RabbitMQ login that may create virtual hosts and users
#   RABBITMQ_MANAGEMENT_URL    the management interface of that same broker, with its login
#
# In this order: what the caller's environment names; private servers from the programs on this machine; Docker
# Compose when an engine runs; the distribution's packages when installing is allowed (install.sh). A server that ran
# on this machine before is never touched. Private servers stay up, so that the next run finds them; `scripts/servers
# stop` ends them. Sourced by the scripts.

# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$PGB_CHECKOUT/scripts/lib/install.sh"
. "$PGB_CHECKOUT/scripts/lib/postgres.sh"
. "$PGB_CHECKOUT/scripts/lib/rabbitmq.sh"
. "$PGB_CHECKOUT/scripts/lib/compose.sh"

# as_server USER COMMAND… : PostgreSQL refuses to run as root, so root runs each server as its system user.
as_server() {
    local user=$1
    shift
    if is_root; then
        (cd / && exec setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups -- "$@")
    else
        "$@"
    fi
}

# The same in a session of its own: an interrupt at the terminal is not for the servers.
as_daemon() {
    local user=$1
    shift
    as_server "$user" setsid "$@"
}

# server_file USER FILE : standard input becomes a file that only this server's user can read.
server_file() {
    as_server "$1" rm -f "$2"
    (umask 077 && as_server "$1" tee "$2" >/dev/null)
}

# keep NAME VARIABLE… : writes what must be known at the next run, readable by this user alone.
keep() {
    local file=$PGB_PRIVATE/$1.env name
    shift
    (
        umask 077
        for name in "$@"; do
            printf '%s=%q\n' "$name" "${!name}"
        done >"$file.new"
        mv "$file.new" "$file"
    )
}

servers_home_known() {
    [ -e "$PGB_PRIVATE/servers" ] || return 1
    PGB_SERVERS_HOME=$(readlink -f "$PGB_PRIVATE/servers")
}

# servers_home USER : the folder of the private servers, with one inside that belongs to USER. It stands in the ignored
# folder of the checkout; when the system users cannot enter that, in /var/lib, with a link to it.
servers_home() {
    local folder=$PGB_PRIVATE/servers
    if ! servers_home_known; then
        if is_root && ! as_server "$1" test -x "$PGB_PRIVATE"; then
            folder=/var/lib/pgb-keten-$(printf '%s' "$PGB_CHECKOUT" | sha256sum | cut -c1-12)
            ln -sfn "$folder" "$PGB_PRIVATE/servers"
        fi
        mkdir -p "$folder"
        chmod 755 "$folder"
        servers_home_known || die "cannot make $folder"
    fi
    if [ ! -d "$PGB_SERVERS_HOME/$1" ]; then
        mkdir "$PGB_SERVERS_HOME/$1"
        chmod 700 "$PGB_SERVERS_HOME/$1"
        ! is_root || chown "$1" "$PGB_SERVERS_HOME/$1"
    fi
}

given_postgres() { [ -n "${DATABASE_URL:-}" ] && ! is_private_postgres "$DATABASE_URL"; }
given_rabbitmq() {
    [ -n "${AMQP_URL:-}" ] && [ -n "${RABBITMQ_MANAGEMENT_URL:-}" ] && ! is_private_rabbitmq "$AMQP_URL"
}

# Installs in one go what neither the environment, this machine nor a container engine offers. Not being allowed is no
# failure here: what is then missing is said where it is needed.
install_missing() {
    local packages=()
    if ! compose_runs; then
        given_postgres || postgres_programs >/dev/null || packages+=(postgresql)
        given_rabbitmq || rabbitmq_programs >/dev/null || packages+=(rabbitmq-server)
    fi
    have xmllint || packages+=(libxml2-utils)
    [ "${#packages[@]}" -eq 0 ] || install_packages "servers, and xmllint to check bank files" "${packages[@]}" || true
    have xmllint || say "xmllint is missing: bank files cannot be held against the official schemas"
}

find_postgres() {
    if given_postgres; then
        url_answers "$DATABASE_URL" 5432 || die "the server named by DATABASE_URL does not answer"
        say "using the PostgreSQL named by DATABASE_URL"
    elif postgres_programs >/dev/null; then
        postgres_start
        DATABASE_URL=$(postgres_url)
    elif compose_runs && compose_start; then
        DATABASE_URL=$(compose_database_url)
    else
        die "PostgreSQL is missing: give DATABASE_URL, install postgresql, or start a container engine"
    fi
    export DATABASE_URL
}

find_rabbitmq() {
    if given_rabbitmq; then
        url_answers "$AMQP_URL" 5672 || die "the broker named by AMQP_URL does not answer"
        say "using the RabbitMQ named by AMQP_URL"
        export AMQP_URL RABBITMQ_MANAGEMENT_URL
        return 0
    fi
    if [ -n "${AMQP_URL:-}" ] && [ -z "${RABBITMQ_MANAGEMENT_URL:-}" ]; then
        say "AMQP_URL without RABBITMQ_MANAGEMENT_URL beside it cannot make users and policies: using a private broker"
    fi
    if rabbitmq_programs >/dev/null; then
        rabbitmq_start
        AMQP_URL=$(rabbitmq_url)
        RABBITMQ_MANAGEMENT_URL=$(rabbitmq_management_url)
    elif compose_runs && compose_start; then
        AMQP_URL=$(compose_amqp_url)
        RABBITMQ_MANAGEMENT_URL=$(compose_management_url)
    else
        die "RabbitMQ is missing: give AMQP_URL and RABBITMQ_MANAGEMENT_URL, install rabbitmq-server, or start a container engine"
    fi
    export AMQP_URL RABBITMQ_MANAGEMENT_URL
}

# A URL in the environment may be the one we recorded ourselves; then the server is ours to start again.
is_private_postgres() {
    [ -f "$PGB_PRIVATE/postgres.env" ] && [ "$1" = "$(
        # shellcheck source=/dev/null
        . "$PGB_PRIVATE/postgres.env"
        postgres_url
    )" ]
}
is_private_rabbitmq() {
    [ -f "$PGB_PRIVATE/rabbitmq.env" ] && [ "$1" = "$(
        # shellcheck source=/dev/null
        . "$PGB_PRIVATE/rabbitmq.env"
        rabbitmq_url
    )" ]
}

# url_answers URL DEFAULT_PORT : whether the host a URL names listens. A socket folder as host is not judged.
url_answers() {
    local rest=${1#*://} host port
    rest=${rest%%[/?]*}
    rest=${rest##*@}
    [ -n "$rest" ] || return 0
    case $rest in
    \[*) host=${rest#\[} host=${host%%\]*} port=${rest##*\]} ;;
    *) host=${rest%%:*} port=${rest#"${rest%%:*}"} ;;
    esac
    case $host in *%2[fF]*) return 0 ;; esac
    port=${port#:}
    port_answers "$host" "${port:-$2}"
}

# The programs that come with PostgreSQL (psql, pgbench) are found even where the distribution keeps them off the path.
postgres_on_path() {
    local programs
    ! programs=$(postgres_programs) || PATH=$PATH:$programs
    export PATH
}

servers_up() {
    private_folder
    # One script at a time: two would start two servers on the same data.
    exec 9>"$PGB_PRIVATE/servers.lock"
    flock -w 300 9 || die "another script has been starting servers for five minutes"
    install_missing
    find_postgres
    find_rabbitmq
    exec 9>&-
    postgres_on_path
}

servers_down() {
    [ -d "$PGB_PRIVATE" ] || return 0
    exec 9>"$PGB_PRIVATE/servers.lock"
    flock -w 300 9 || die "another script has been starting servers for five minutes"
    rabbitmq_stop
    postgres_stop
    ! compose_runs || compose_stop
    exec 9>&-
}
