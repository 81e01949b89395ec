# shellcheck shell=bash
# The environment of the chain that was played last, for the operator's command. Sourced after servers.sh.

# The demo writes `export KEY=value` lines. Without them the command runs in the environment as it is.
chain_environment() {
    local recorded=${PGB_CHAIN_ENV:-$PGB_PRIVATE/chain.env}
    if [ -f "$recorded" ]; then
        # shellcheck source=/dev/null
        . "$recorded"
        # After a restart of the machine the private servers are down while their data stands.
        if is_private_postgres "${DATABASE_URL:-}" || is_private_rabbitmq "${AMQP_URL:-}"; then
            servers_up
        fi
    elif [ -z "${DATABASE_URL:-}" ]; then
        die "no chain is known here: play one with ./scripts/demo, or give its environment"
    fi
}
