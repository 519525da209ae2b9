#!/usr/bin/env bash
# Checks the model of the gate's protocol with spin, Pod by Pod: docs/model/check.sh [--quick] [--mutants] [name...]
#   --quick    the small Pods only
#   --mutants  weakened protocols instead: each must be caught
# One line a Pod: states, depth, seconds, result; the last line has the totals. The exit code is 1 where a result is not the expected one.
# Needs spin 6.5 and gcc. MODEL_JOBS: how many at once (default: 2).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

optimise=-O1  # a small search takes less time than to compile it well
memory=2000  # MB of one search
seconds=150  # of one search
jobs=${MODEL_JOBS:-2}
quick=false
mutants=false
only=()
for argument in "$@"; do
    case $argument in
        --quick) quick=true ;;
        --mutants) mutants=true ;;
        -*) sed -n '2,5s/^# //p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
        *) only+=("$argument") ;;
    esac
done

declare -A conditions=([started]=1 [ready]=2 [completed]=3 [succeeded]=4)
declare -A policies=([N]=0 [F]=1 [A]=2)

# The constants of one Pod, as spin's flags.
#   policies   one letter a container: N(ever), (on)F(ailure), A(lways); the first is the Pod's
#   kinds      one letter a container. A job that comes to an end by itself: j, or J with an exec readiness probe. A service that does
#              not: s with a check that others can make, e with an exec readiness probe, u with an exec startup probe, x like s with a
#              command that is not known
#   waits      waiter<dependency:condition, by place in the list; with ! behind it by postStart hooks (as for x anyway)
#   events     e and how many there may be, of: k(ill), t(erm), f(ailure of an application), q(uit: a service ends with 0), o(wn failure
#              of a gate), s(andbox is recreated), d(eletion), h(ook fails, or kubelet is restarted); r and how often a container is restarted
# What the planner makes of it: src/PodOrder/Plans/DependencyTable.cs.
constants() {
    local policy=$1 kinds=$2 waits=$3 events=$4
    local n=${#policy} i wait waiter dependency condition kind
    local needs=(0 0 0 0) bits=0 awaits=0
    local jobs_=0 wanted=0 wrapped=0 supervised=0 parks=0 lingers=0 hooked=0 unwatched=0 readys=0 expires=0 lasts=0
    for ((i = 0; i < n; i++)); do
        bits=$((bits | policies[${policy:i:1}] << 2 * i))
        [[ ${kinds:i:1} != [jJ] ]] || jobs_=$((jobs_ | 1 << i))
    done
    local gated=0 # containers with a wait of their own gate
    for wait in $waits; do
        waiter=${wait%%<*}
        if [[ $wait = *! || ${kinds:waiter:1} = x ]]; then unwatched=$((unwatched | 1 << waiter)); else gated=$((gated | 1 << waiter)); fi
    done
    wrapped=$gated
    for wait in $waits; do
        waiter=${wait%%<*} dependency=${wait#*<} dependency=${dependency%:*} condition=${wait#*:} condition=${condition%!}
        needs[waiter]=$((needs[waiter] | conditions[$condition] << 3 * dependency))
        kind=${kinds:dependency:1}
        local self=$((1 << dependency)) may_end=0 is_always=0
        wanted=$((wanted | self))
        [[ ${policy:dependency:1} = A ]] && is_always=1
        [[ $is_always = 0 && $kind != x ]] && may_end=1
        [[ $condition != ready ]] || readys=$((readys | self))
        if ((unwatched >> waiter & 1)); then
            case $condition in
                started) ((gated >> dependency & 1)) || continue; wrapped=$((wrapped | self)) ;;
                completed) wrapped=$((wrapped | self)) supervised=$((supervised | self)) lingers=$((lingers | self)) parks=$((parks | is_always << dependency)) ;;
            esac
            hooked=$((hooked | self)) awaits=$((awaits | conditions[$condition] << 3 * dependency))
            continue
        fi
        case $condition in
            started) wrapped=$((wrapped | self)) supervised=$((supervised | ${STARTED_SUPERVISED:-may_end} << dependency)) ;;
            ready)
                case $kind in
                    [Je]) expires=$((expires | self)) ;;
                    u) lasts=$((lasts | self)) wrapped=$((wrapped | self)) supervised=$((supervised | ${LASTS_SUPERVISED:-1} << dependency)) ;;
                esac
                wrapped=$((wrapped | may_end << dependency)) supervised=$((supervised | may_end << dependency)) ;;
            *) wrapped=$((wrapped | self)) supervised=$((supervised | self)) parks=$((parks | is_always << dependency)) ;;
        esac
    done
    local pod
    case ${policy:0:1} in N) pod=NEVER ;; F) pod=ONFAILURE ;; *) pod=ALWAYS ;; esac
    echo "-DN=$n -DPOLICIES=$bits -DPOD_POLICY=$pod -DNEEDS0=${needs[0]} -DNEEDS1=${needs[1]} -DNEEDS2=${needs[2]} -DNEEDS3=${needs[3]}" \
        "-DJOBS=$jobs_ -DWANTED=$wanted -DWRAPPED=$wrapped -DSUPERVISED=$supervised -DPARKS=$parks -DLINGERS=$lingers -DHOOKED=$hooked" \
        "-DUNWATCHED=$unwatched -DREADYS=$readys -DEXPIRES=$expires -DLASTS=$lasts -DAWAITS=$awaits" \
        "-DEVENTS=$(times e 0) -DRESTARTS=$(times r 1) -DKILLS=$(may k) -DTERMS=$(may t) -DFAILS=$(may f) -DQUITS=$(may q)" \
        "-DFAULTS=$(may o) -DSANDBOXES=$(may s) -DDELETIONS=$(may d) -DHOOKFAULTS=$(may h)"
}

# The number behind a letter in $events.
times() {
    [[ $events =~ $1([0-9]) ]] && echo "${BASH_REMATCH[1]}" || echo "${2:-0}"
}

# Whether $events has the letter.
may() {
    [[ $events = *$1* ]] && echo 1 || echo 0
}

# One search: its line goes to stdout, its verdict to $work/<name>.verdict.
#   expected   holds | broken | finite (no cycle: every run comes to an end)
search() {
    local name=$1 expected=$2 flags=$3 folder=$work/$1 began=$SECONDS options=(-DSAFETY) run=()
    [[ $expected != finite ]] || options=(-DNP) run=(-l)
    mkdir "$folder"
    (
        cd "$folder"
        # shellcheck disable=SC2086 # flags are words
        spin -a $flags "$here/gate.pml" &&
            gcc "$optimise" -w "${options[@]}" -DCOLLAPSE -DMEMLIM="$memory" -o pan pan.c &&
            timeout "$seconds" ./pan "${run[@]}" -m1000000 -w22
    ) >"$folder/log" 2>&1 || true

    local states depth verdict=unfinished result
    states=$(sed -n 's/^ *\([0-9]*\) states, stored.*/\1/p' "$folder/log")
    depth=$(sed -n 's/.*depth reached \([0-9]*\), errors.*/\1/p' "$folder/log")
    if grep -q 'errors: 0$' "$folder/log" && ! grep -Eq 'Search not completed|max search depth too small' "$folder/log"; then
        verdict=holds
    elif grep -Eq 'errors: [1-9]' "$folder/log"; then
        verdict=broken
    fi
    case $expected:$verdict in
        holds:holds) result=holds ;;
        finite:holds) result='every run ends' ;;
        broken:broken) result="caught: $(reason "$folder/log")" ;;
        broken:holds) result='NOT CAUGHT' ;;
        *:broken) result="BROKEN: $(reason "$folder/log")" ;;
        *) result="UNFINISHED within $seconds s and $memory MB: $(tail -n 1 "$folder/log")" ;;
    esac
    [[ $expected:$verdict = broken:broken || $expected:$verdict = holds:holds || $expected:$verdict = finite:holds ]] || touch "$folder.failed"
    echo "${states:-0}" >"$folder.states"
    printf '%-34s %9s states  depth %5s  %4d s  %s\n' "$name" "${states:-?}" "${depth:-?}" $((SECONDS - began)) "$result"
    rm -rf "$folder"
}

# What was violated, in words: the assertions of gate.pml as the verifier prints them.
reason() {
    case $(grep -m 1 '^pan:1:' "$1") in
        *'reasons>0'*) echo 'a waiter waits although its conditions hold' ;;
        *'(k<'*) echo 'a waiter ends with 121 although there is hope' ;;
        *doomed*) echo 'an application starts after a stop signal' ;;
        *told0*) echo 'what has parked is run again' ;;
        *ended0*) echo 'a recorded success is taken back' ;;
        *saw*) echo 'an application starts before its conditions hold' ;;
        *'state==2'*) echo 'a waiter waits without hope' ;;
        *'invalid end state'*) echo 'a process blocks for ever' ;;
        *non-progress*) echo 'a run need not end' ;;
        *) grep -m 1 '^pan:1:' "$1" || true ;;
    esac
}

declare -i asked=0
# name expected policies kinds waits events [flags]
pod() {
    local name=$1 expected=$2
    [[ ${#only[@]} = 0 || " ${only[*]} " = *" $name "* ]] || return 0
    while (($(jobs -rp | wc -l) >= jobs)); do wait -n || true; done
    asked+=1
    search "$name" "$expected" "$(constants "$3" "$4" "$5" "$6") ${7:-}" &
}

if $mutants || $quick; then optimise=-O0; fi

if $mutants; then
    pod records-before-lock broken NN js '1<0:succeeded' e1f -DRECORDS_BEFORE_LOCK
    pod stopped-read-last broken FF js '1<0:completed' e2tf -DSTOPPED_READ_LAST
    pod started-not-voided broken FFF jss '1<0:succeeded 2<1:started' e2kf -DSTARTED_NOT_VOIDED
    pod ready-of-any-epoch broken AA es '1<0:ready' e1s -DREADY_OF_ANY_EPOCH
    pod ready-voided-after-lock broken FF us '1<0:ready' e1k -DLOCK_BEFORE_VOID
    pod ready-outlives-end broken FF us '1<0:ready' e1f -DREADY_OUTLIVES_END
    pod same-epoch broken AA js '1<0:succeeded' e1s -DSAME_EPOCH
    pod nothing-kept broken FF js '1<0:succeeded' e1s -DNOTHING_KEPT
    pod gone-not-kept broken FF js '1<0:succeeded' e2ts -DNOT_GONE
    pod stop-as-end broken NN js '1<0:succeeded' e1t -DSTOP_AS_ENDED
    pod own-end-as-end broken NNN jjs '1<0:succeeded 2<1:completed' e1f -DOWN_END_AS_ENDED
    pod signal-not-seen broken NN js '1<0:succeeded' e1t -DSIGNAL_NOT_SEEN
    pod success-run-again broken FF js '1<0:succeeded' e2kf -DRERUNS_AFTER_SUCCESS
    pod parked-probe-not-recorded broken AAA Jss '1<0:succeeded 2<0:ready' e1k -DPARKED_PROBE_NOT_RECORDED
    pod lingers-for-a-dead-hook broken NNx jjx '2<1:completed 1<0:succeeded' e1h -DLINGERS_FOR_A_DEAD_HOOK
    STARTED_SUPERVISED=0 pod started-without-end broken FF ss '1<0:started' e2qs
    LASTS_SUPERVISED=0 pod startup-probe-without-end broken AA us '1<0:ready' e1f
else
    pod never-succeeded holds NN js '1<0:succeeded' e2ktfod
    pod never-completed holds NN js '1<0:completed' e2ktfod
    pod never-started holds NN ss '1<0:started' e2ktfqod
    pod never-ready holds NN ss '1<0:ready' e2ktfqod
    pod never-in-always holds AN sj '0<1:succeeded' e1ktfods
    pod failure-succeeded holds FF js '1<0:succeeded' e1ktfods
    pod failure-completed holds FF js '1<0:completed' e1ktfods
    pod failure-started holds FF ss '1<0:started' e1ktfqods
    pod failure-startup-probe holds FF us '1<0:ready' e1ktfqods
    pod always-succeeded holds AA js '1<0:succeeded' e1ktfods
    pod always-exec-probe holds AA es '1<0:ready' e1ktfqods
    pod always-startup-probe holds AA us '1<0:ready' e1ktfqods
    pod hook-completed holds NNx jjx '2<1:completed 1<0:succeeded' e1ktfh
    pod hook-mixed holds FFx jex '2<1:ready 1<0:succeeded' e1ktfhs
    pod all-runs-end finite FF js '1<0:succeeded' e1ktfs
    if ! $quick; then
        pod failure-succeeded-2 holds FF js '1<0:succeeded' e2ktfods
        pod failure-started-2 holds FF ss '1<0:started' e2ktfqos
        pod failure-startup-probe-2 holds FF us '1<0:ready' e2ktfqs
        pod always-succeeded-2 holds AA js '1<0:succeeded' e2ktfos
        pod always-exec-probe-2 holds AA es '1<0:ready' e2ktfqs
        pod hook-started-2 holds AAx jsx '2<1:started 1<0:succeeded' e2ktfh
        pod hook-completed-2 holds FFx jjx '2<1:completed 1<0:succeeded' e2ktfhs
        pod hook-completed-always holds AAx jjx '2<1:completed 1<0:succeeded' e1ktfhs
        pod chain-never holds NNN jjs '1<0:succeeded 2<1:completed' e2kfo
        pod chain-failure holds FFF jjs '1<0:succeeded 2<1:succeeded' e1ktfods
        pod chain-always holds AAA jjs '1<0:succeeded 2<1:started' e1ktfods
        pod fan-in-never holds NNN jss '2<0:succeeded 2<1:ready' e1ktfqod
        pod fan-in-always holds AAA ejs '2<0:ready 2<1:succeeded' e1ktfos
        pod fan-out-failure holds FFF jss '1<0:succeeded 2<0:completed' e1ktfos
        pod parked-and-ready holds AAA Jss '1<0:succeeded 2<0:ready' e1k
        pod chain-of-4 holds NNNN jjjs '1<0:succeeded 2<1:completed 3<2:succeeded' e1fo
        pod diamond-never holds NNNN jjjs '1<0:succeeded 2<0:completed 3<1:succeeded 3<2:succeeded' e1f
        pod diamond-always holds AAAA jjss '1<0:succeeded 2<0:succeeded 3<1:succeeded 3<2:started' e1f
        pod hook-of-4 holds NNNx jjex '3<2:ready 2<1:succeeded 1<0:succeeded' e1kfh
    fi
fi
wait

((asked > 0)) || { echo "there is no Pod of that name" >&2; exit 2; }
total=$(awk "{ sum += \$1 } END { print sum + 0 }" "$work"/*.states)
failed=$(find "$work" -name '*.failed' | wc -l)
echo "$asked searches, $total states, $SECONDS s: $([[ $failed = 0 ]] && echo 'all as expected' || echo "$failed NOT AS EXPECTED")"
[[ $failed = 0 ]]
