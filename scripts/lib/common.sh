# shellcheck shell=bash
# What every script of this checkout shares: where things are, how a line is said, how long a step took.
# Sourced, never run. Everything said here goes to standard error, so that standard output stays for machines.

PGB_CHECKOUT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
PGB_PRIVATE=$PGB_CHECKOUT/.private
PGB_TARGET=${CARGO_TARGET_DIR:-$PGB_CHECKOUT/target}

say() { printf '%s\n' "$*" >&2; }
die() {
    say "error: $*"
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }
is_root() { [ "$(id -u)" -eq 0 ]; }

# The folder for everything a run leaves behind; git ignores it.
private_folder() {
    mkdir -p "$PGB_PRIVATE" 2>/dev/null || die "cannot make $PGB_PRIVATE"
    [ -w "$PGB_PRIVATE" ] || die "$PGB_PRIVATE belongs to another user: run as that user, or remove it"
}

# Letters and digits only, so that a password needs no escaping in a URL. The subshell is closed by head: no pipefail.
random_word() {
    (
        set +o pipefail
        LC_ALL=C tr -dc 'a-zA-Z0-9' </dev/urandom | head -c "${1:-24}"
    )
}

# Whether something answers on a TCP port.
port_answers() { (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }

# free_port [TAKEN…] : a port nobody listens on, below the range the kernel hands out for outgoing connections.
free_port() {
    local port attempt
    for attempt in {1..200}; do
        port=$((20000 + (RANDOM * 32768 + RANDOM + attempt) % 10000))
        if [[ " $* " != *" $port "* ]] && ! port_answers 127.0.0.1 "$port"; then
            printf '%s' "$port"
            return 0
        fi
    done
    die "no free port between 20000 and 30000"
}

# wait_until SECONDS COMMAND… : true as soon as the command is.
wait_until() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$deadline" ] || return 1
        sleep 0.2
    done
}

# step NAME COMMAND… : says what runs and how long it took; the exit status is the command's.
step() {
    local name=$1 started=$SECONDS status=0
    shift
    say "==> $name"
    "$@" || status=$?
    if [ "$status" -eq 0 ]; then
        say "    $name: ok in $((SECONDS - started)) s"
    else
        say "    $name: FAILED (exit $status) after $((SECONDS - started)) s"
    fi
    return "$status"
}

need_rust() {
    have cargo || [ ! -d "$HOME/.cargo/bin" ] || PATH=$HOME/.cargo/bin:$PATH
    have cargo || die "Rust is missing: install it from https://rustup.rs and run this again"
    have cc || have gcc || have clang || install_packages "a C compiler, which the crypto library needs" gcc libc6-dev ||
        die "a C compiler is missing: apt-get install gcc libc6-dev"
}

# Builds every program once, in the profile the demo, the bench and the operator's command share.
build_release() {
    need_rust
    step "cargo build --release" cargo build --manifest-path "$PGB_CHECKOUT/Cargo.toml" --release --workspace --bins
}

# Leaves a program of the release build in `PROGRAM`, building when it is not there.
release_program() {
    PROGRAM=$PGB_TARGET/release/$1
    [ -x "$PROGRAM" ] || build_release
    [ -x "$PROGRAM" ] || die "the build made no program named $1"
}

# Prints the comment block at the top of a script as its help.
show_help() {
    sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$1"
}
