# shellcheck shell=bash
# Sourced after env.sh: builds the program once per state of the sources. Sets $program.

# The sources are known by content, not by time: switching branches back and forth rebuilds nothing.
fingerprint() {
    (
        cd "$root"
        { [ ! -f "$cache/librdkafka/source" ] || cat "$cache/librdkafka/source"; } # it changes what is restored
        cat eng/build.sh # and this what is compiled
        find . \( -name .git -o -name bin -o -name obj -o -name artifacts -o -name TestResults -o -path ./tests -o -path ./eng \) -prune \
            -o -type f ! -name '*.md' ! -name '*.swp' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
    ) | sha256sum | cut -c 1-16
}

# Each state gets its own folder, put in place by one rename: a running program never loses its files to a build.
build_program() {
    program=$cache/artifacts/$(fingerprint)/fulfillment.dll
    if [ ! -f "$program" ]; then locked "$cache/build/$(tree_key).lock" publish_program; fi
    touch "$(dirname "$program")"
}

tree_key() { printf '%s' "$root" | sha256sum | cut -c 1-12; }

publish_program() {
    local folder scratch work
    folder=$(dirname "$program")
    work=$cache/build/$(tree_key)
    if [ -f "$program" ]; then return; fi # another run built it while we waited
    say "building (Release; takes about a minute the first time)"
    mkdir -p "$cache/artifacts" "$work"
    scratch=$(mktemp -d "$cache/artifacts/.scratch.XXXXXX")
    # Compiled for this machine beforehand, a verb starts in two thirds of the time. That takes a package of its own.
    if ! publish_into "$scratch" --use-current-runtime --self-contained false -p:PublishReadyToRun=true >"$work/build.log" 2>&1 &&
        ! publish_into "$scratch" >"$work/build.log" 2>&1; then
        cat "$work/build.log" >&2
        rm -rf "$scratch"
        fail "the program does not build" "fix the errors above; if packages could not be restored, check the network and dotnet nuget list source"
    fi
    rm -rf "$scratch"/runtimes/{win,osx}* # half of the size, of no use here
    chmod 755 "$scratch"
    mv -T "$scratch" "$folder" 2>/dev/null || { rm -rf "$scratch"; [ -f "$program" ]; } # a twin tree may have been first
    forget_old_programs
}

publish_into() { # FOLDER [OPTION…]
    local folder=$1
    shift
    dotnet publish "$root/src/Fulfillment.Streams.Worker" -c Release -o "$folder" --artifacts-path "$cache/build/$(tree_key)/intermediate" \
        -v quiet -clp:NoSummary "$@"
}

# Keeps the newest four and whatever still runs.
forget_old_programs() {
    local old
    find "$cache/artifacts" -maxdepth 1 -name '.scratch.*' -mmin +60 -exec rm -rf {} +
    find "$cache/artifacts" -mindepth 1 -maxdepth 1 -type d ! -name '.*' -printf '%T@ %p\n' | sort -rn | tail -n +5 | cut -d ' ' -f 2- |
        while read -r old; do
            if ! grep -qsaF "$old" /proc/[0-9]*/cmdline; then rm -rf "$old"; fi
        done
}

# Replaces this shell by the program, so that signals reach it. A shell script's background job starts with SIGINT
# ignored, and .NET would keep ignoring it: `eng/run & kill -INT $!` must drain too.
become_program() {
    if env --default-signal=INT true 2>/dev/null; then
        exec env --default-signal=INT dotnet "$program" "$@"
    fi
    exec dotnet "$program" "$@"
}
