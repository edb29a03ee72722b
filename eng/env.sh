# shellcheck shell=bash
# Sourced by the scripts beside it: where things are, and how we speak.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${FULFILLMENT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/fulfillment-streams}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en

# The collector sizes its youngest generation by the processor's cache, which many virtual machines hide: it then collects every
# 2 MB. With 64 MiB a replay of a million events takes an eighth less time. The runtime takes this from the environment only.
export DOTNET_GCgen0size=${DOTNET_GCgen0size:-0x4000000}

# Everything said goes to stderr, so that `eng/fulfillment query …` pipes nothing but its answer.
say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }

# fail CAUSE [CURE]
fail() {
    printf '%s: error: %s\n' "$(basename "$0")" "$1" >&2
    if [ $# -gt 1 ]; then printf '%s: cure:  %s\n' "$(basename "$0")" "$2" >&2; fi
    exit 1
}

# seconds_of LENGTH: prints how many seconds 600s, 10m or 1h are; false where it is no length of time.
seconds_of() {
    [[ $1 =~ ^([0-9]{1,9})([smh])$ ]] || return 1
    local number=$((10#${BASH_REMATCH[1]}))
    case ${BASH_REMATCH[2]} in
        s) echo $number ;;
        m) echo $((number * 60)) ;;
        h) echo $((number * 3600)) ;;
    esac
}

# locked FILE COMMAND…: runs COMMAND while holding FILE; call it as a plain statement, so that errors still end COMMAND.
# Build servers outlive a build and would inherit the lock, so COMMAND runs without the descriptor.
locked() {
    local file=$1 status fd
    shift
    mkdir -p "${file%/*}"
    exec {fd}>>"$file"
    flock -n "$fd" || { say "waiting for another run to finish its share"; flock "$fd"; }
    set +e
    ( set -e; exec {fd}>&-; "$@" )
    status=$?
    set -e
    exec {fd}>&-
    return "$status"
}

# The cache folder must exist and take files before anything is locked in it.
mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ] ||
    fail "cannot write the cache folder $cache" "make it writable, or set FULFILLMENT_CACHE to a folder that is"
