# shellcheck shell=bash
# A private RabbitMQ node for this checkout: own name, ports, cookie, epmd, data and administrator. Sourced by servers.sh.
# The node is made ready by its configuration file alone, so neither rabbitmqctl nor the machine's settings play a part.

# The folder with rabbitmq-server; not the wrapper in /usr/sbin, which only serves the system's own node.
rabbitmq_programs() {
    local found
    for found in /usr/lib/rabbitmq/bin /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin /opt/rabbitmq*/sbin; do
        if [ -x "$found/rabbitmq-server" ]; then
            printf '%s' "$found"
            return 0
        fi
    done
    found=$(command -v rabbitmq-server || true)
    [ -n "$found" ] || return 1
    dirname "$(readlink -f "$found")"
}

rabbitmq_url() { printf 'amqp://pgb-beheer:%s@127.0.0.1:%s/%%2f' "$PGB_RABBITMQ_PASSWORD" "$PGB_RABBITMQ_PORT"; }
rabbitmq_management_url() {
    printf 'http://pgb-beheer:%s@127.0.0.1:%s' "$PGB_RABBITMQ_PASSWORD" "$PGB_RABBITMQ_MANAGEMENT_PORT"
}

# GET on the management interface without a program that may be missing; true on 200.
rabbitmq_get() {
    local status
    status=$(
        exec 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$PGB_RABBITMQ_MANAGEMENT_PORT" || exit 1
        printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\nAuthorization: Basic %s\r\n\r\n' "$1" \
            "$(printf 'pgb-beheer:%s' "$PGB_RABBITMQ_PASSWORD" | base64 -w 0)" >&3
        read -t 5 -r line <&3
        printf '%s' "$line"
    ) || return 1
    [[ $status == *' 200 '* ]]
}

# Whether the node we started is ready. Only ours knows the password, so an answer proves it is ours.
rabbitmq_answers() {
    [ -f "$PGB_PRIVATE/rabbitmq.env" ] || return 1
    # shellcheck source=/dev/null
    . "$PGB_PRIVATE/rabbitmq.env"
    port_answers 127.0.0.1 "$PGB_RABBITMQ_PORT" && rabbitmq_get /api/health/checks/virtual-hosts
}

rabbitmq_configuration() {
    cat <<CONFIGURATION
listeners.tcp.local = 127.0.0.1:$PGB_RABBITMQ_PORT
management.tcp.ip = 127.0.0.1
management.tcp.port = $PGB_RABBITMQ_MANAGEMENT_PORT
default_user = pgb-beheer
default_pass = $PGB_RABBITMQ_PASSWORD
default_user_tags.administrator = true
log.file.level = info
CONFIGURATION
}

# as_node RUNNER COMMAND… : a RabbitMQ or Erlang program as the node's user, with this node's environment and nothing
# of the machine's.
as_node() {
    local home=$PGB_SERVERS_HOME/rabbitmq runner=$1
    shift
    "$runner" rabbitmq env -u NOTIFY_SOCKET -u RABBITMQ_NODENAME \
        HOME="$home" \
        ERL_EPMD_PORT="$PGB_RABBITMQ_EPMD_PORT" \
        ERL_EPMD_ADDRESS=127.0.0.1 \
        ERL_FLAGS="-kernel inet_dist_use_interface {127,0,0,1}" \
        RABBITMQ_CONF_ENV_FILE="$home/rabbitmq-env.conf" \
        RABBITMQ_CONFIG_FILE="$home/rabbitmq.conf" \
        RABBITMQ_ADVANCED_CONFIG_FILE="$home/advanced.config" \
        RABBITMQ_ENABLED_PLUGINS_FILE="$home/enabled_plugins" \
        RABBITMQ_NODENAME="$PGB_RABBITMQ_NODE@localhost" \
        RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 \
        RABBITMQ_NODE_PORT="$PGB_RABBITMQ_PORT" \
        RABBITMQ_DIST_PORT="$PGB_RABBITMQ_DIST_PORT" \
        RABBITMQ_MNESIA_BASE="$home/data" \
        RABBITMQ_LOG_BASE="$home/log" \
        RABBITMQ_PID_FILE="$home/node.pid" \
        "$@"
}

rabbitmq_prepare() {
    local home=$PGB_SERVERS_HOME/rabbitmq
    as_server rabbitmq mkdir -p "$home/data" "$home/log"
    printf '%s' "$PGB_RABBITMQ_COOKIE" | server_file rabbitmq "$home/.erlang.cookie"
    rabbitmq_configuration | server_file rabbitmq "$home/rabbitmq.conf"
    printf '[rabbitmq_management].\n' | server_file rabbitmq "$home/enabled_plugins"
    printf '[].\n' | server_file rabbitmq "$home/advanced.config"
    printf '# Nothing here: the scripts give this node its environment.\n' | server_file rabbitmq "$home/rabbitmq-env.conf"
}

# Whether a process is this node; a recycled process id is not taken for it, nor is one that has ended.
is_node() {
    local command
    command=$(tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline") 2>/dev/null || return 1
    [[ $command == *"$PGB_SERVERS_HOME/rabbitmq"* ]]
}
is_no_node() { ! is_node "$1"; }

rabbitmq_start() {
    if rabbitmq_answers; then
        return 0
    fi
    local programs name
    programs=$(rabbitmq_programs) || return 1
    servers_home rabbitmq
    rabbitmq_stop
    if [ -z "${PGB_RABBITMQ_PASSWORD:-}" ]; then
        # Made for an earlier checkout at this path, whose password is gone.
        as_server rabbitmq rm -rf "$PGB_SERVERS_HOME/rabbitmq/data" "$PGB_SERVERS_HOME/rabbitmq/log"
    fi
    : "${PGB_RABBITMQ_NODE:=pgb-$(random_word 8)}" "${PGB_RABBITMQ_PASSWORD:=$(random_word)}" "${PGB_RABBITMQ_COOKIE:=$(random_word 32)}"
    for name in PGB_RABBITMQ_PORT PGB_RABBITMQ_MANAGEMENT_PORT PGB_RABBITMQ_DIST_PORT PGB_RABBITMQ_EPMD_PORT; do
        if [ -z "${!name:-}" ] || port_answers 127.0.0.1 "${!name}"; then
            printf -v "$name" '%s' "$(free_port "${PGB_RABBITMQ_PORT:-}" "${PGB_RABBITMQ_MANAGEMENT_PORT:-}" "${PGB_RABBITMQ_DIST_PORT:-}")"
        fi
    done
    keep rabbitmq PGB_RABBITMQ_NODE PGB_RABBITMQ_PASSWORD PGB_RABBITMQ_COOKIE PGB_RABBITMQ_PORT \
        PGB_RABBITMQ_MANAGEMENT_PORT PGB_RABBITMQ_DIST_PORT PGB_RABBITMQ_EPMD_PORT
    rabbitmq_prepare
    say "starting the private RabbitMQ on port $PGB_RABBITMQ_PORT"
    # It holds neither our lock nor our output.
    as_node as_daemon "$programs/rabbitmq-server" </dev/null >"$PGB_PRIVATE/rabbitmq.log" 2>&1 9>&- &
    wait_until 60 rabbitmq_answers || {
        tail -n 30 "$PGB_PRIVATE/rabbitmq.log" >&2
        die "the private RabbitMQ did not start"
    }
}

rabbitmq_stop() {
    local pid epmd
    servers_home_known || return 0
    if [ -f "$PGB_PRIVATE/rabbitmq.env" ]; then
        # shellcheck source=/dev/null
        . "$PGB_PRIVATE/rabbitmq.env"
    fi
    pid=$(as_server rabbitmq cat "$PGB_SERVERS_HOME/rabbitmq/node.pid" 2>/dev/null || true)
    if [ -n "$pid" ] && is_node "$pid"; then
        as_server rabbitmq kill -TERM "$pid"
        wait_until 30 is_no_node "$pid" || as_server rabbitmq kill -KILL "$pid"
        say "stopped the private RabbitMQ"
    fi
    # The name server of this node alone: it listens on the node's own port.
    epmd=$(command -v epmd || find /usr/lib/erlang -name epmd -path '*/bin/*' 2>/dev/null | sed -n 1p)
    if [ -n "$epmd" ] && [ -n "${PGB_RABBITMQ_EPMD_PORT:-}" ] && port_answers 127.0.0.1 "$PGB_RABBITMQ_EPMD_PORT"; then
        as_node as_server "$epmd" -kill >/dev/null 2>&1 || true
    fi
}
