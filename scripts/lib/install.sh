# shellcheck shell=bash
# Installs from the distribution what is missing, and only when allowed. Sourced after common.sh.
#
# PGB_INSTALL=1   allowed
# PGB_INSTALL=0   forbidden
# otherwise       allowed when CI is set, or when a person at the terminal agrees

may_install() {
    case ${PGB_INSTALL:-} in
    0) return 1 ;;
    1) return 0 ;;
    esac
    [ -z "${CI:-}" ] || return 0
    [ -t 0 ] && [ -t 2 ] || return 1
    local answer
    printf 'Install %s from the distribution? [y/N] ' "$*" >&2
    read -r answer || return 1
    case $answer in [yYjJ]*) return 0 ;; *) return 1 ;; esac
}

as_administrator() {
    if is_root; then
        "$@"
    else
        sudo -n "$@"
    fi
}

# install_packages WHY PACKAGE… : false when not allowed or not possible. Says what it does.
install_packages() {
    local why=$1
    shift
    have apt-get || return 1
    is_root || { have sudo && sudo -n true 2>/dev/null; } || {
        say "missing: $why (packages: $*); installing needs root"
        return 1
    }
    may_install "$@" || {
        say "missing: $why (packages: $*); PGB_INSTALL=1 allows this script to install them"
        return 1
    }
    say "installing $* from the distribution: $why"
    (
        set -e
        trap allow_services EXIT
        forbid_services
        as_administrator apt-get update -qq >&2
        as_administrator env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "$@" >&2
    ) || return 1
    leave_services_off "$@"
}

# Debian starts a service as soon as it is installed, unless policy-rc.d says no. An existing policy is put back.
PGB_POLICY=/usr/sbin/policy-rc.d

forbid_services() {
    if [ -e "$PGB_POLICY" ]; then
        as_administrator mv "$PGB_POLICY" "$PGB_POLICY.before-pgb"
    fi
    printf '#!/bin/sh\nexit 101\n' | as_administrator tee "$PGB_POLICY" >/dev/null
    as_administrator chmod 755 "$PGB_POLICY"
}

allow_services() {
    as_administrator rm -f "$PGB_POLICY"
    if [ -e "$PGB_POLICY.before-pgb" ]; then
        as_administrator mv "$PGB_POLICY.before-pgb" "$PGB_POLICY"
    fi
}

# Only the programs are wanted: the services just installed do not start with the machine either.
leave_services_off() {
    local package
    have systemctl || return 0
    for package in "$@"; do
        case $package in
        postgresql | rabbitmq-server) as_administrator systemctl disable --quiet "$package" 2>/dev/null || true ;;
        esac
    done
}
