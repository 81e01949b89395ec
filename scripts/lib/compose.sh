# shellcheck shell=bash
# The two servers from scripts/compose.yaml, for a machine with a container engine and without the programs.
# Sourced by servers.sh.

compose() {
    local name
    name=pgb-keten-$(printf '%s' "$PGB_CHECKOUT" | sha256sum | cut -c1-12)
    PGB_COMPOSE_PASSWORD=${PGB_COMPOSE_PASSWORD:-unset} docker compose --project-name "$name" \
        --file "$PGB_CHECKOUT/scripts/compose.yaml" "$@"
}

# Whether there is an engine that answers and knows compose; asked once a run.
compose_runs() {
    if [ -z "${PGB_COMPOSE_RUNS:-}" ]; then
        PGB_COMPOSE_RUNS=no
        if have docker && docker compose version >/dev/null 2>&1 && docker info >/dev/null 2>&1; then
            PGB_COMPOSE_RUNS=yes
        fi
    fi
    [ "$PGB_COMPOSE_RUNS" = yes ]
}

compose_start() {
    if [ -f "$PGB_PRIVATE/compose.env" ]; then
        # shellcheck source=/dev/null
        . "$PGB_PRIVATE/compose.env"
    else
        PGB_COMPOSE_PASSWORD=$(random_word)
        keep compose PGB_COMPOSE_PASSWORD
    fi
    say "starting PostgreSQL and RabbitMQ with Docker Compose"
    compose up --detach --wait >&2 9>&- || return 1
}

compose_stop() {
    [ -f "$PGB_PRIVATE/compose.env" ] || return 0
    compose stop >&2
}

compose_port() { compose port "$1" "$2" | sed 's/.*://'; }
compose_database_url() {
    printf 'postgres://pgb_beheer:%s@127.0.0.1:%s/postgres' "$PGB_COMPOSE_PASSWORD" "$(compose_port postgres 5432)"
}
compose_amqp_url() {
    printf 'amqp://pgb-beheer:%s@127.0.0.1:%s/%%2f' "$PGB_COMPOSE_PASSWORD" "$(compose_port rabbitmq 5672)"
}
compose_management_url() {
    printf 'http://pgb-beheer:%s@127.0.0.1:%s' "$PGB_COMPOSE_PASSWORD" "$(compose_port rabbitmq 15672)"
}
