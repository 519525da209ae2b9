/*
 * The gate's protocol (docs/protocol.md) between kubelet and the containers of one Pod. What is modelled, what is left out
 * and what is proved stands in README.md; check.sh says which Pods: it gives the constants that are not defined here.
 *
 *   N                 containers, in the order of their list
 *   POLICIES          two bits a container: NEVER, ONFAILURE, ALWAYS
 *   NEEDS0..NEEDS3    three bits a dependency: what container 0..3 waits for (its gate, or a hook of the dependency)
 *   JOBS              bit masks of containers: their application comes to an end by itself
 *   WRAPPED SUPERVISED PARKS LINGERS MARKED HOOKED UNWATCHED
 *                     what the planner makes of them (src/PodOrder/Plans/DependencyTable.cs)
 *   WANTED READYS     somebody waits for it; for its readiness
 *   EXPIRES LASTS     the exec probe whose result is recorded: a readiness probe's expires, a startup probe's does not
 *   AWAITS            three bits a container: what its postStart hook waits for
 *   EVENTS            how much may go wrong: KILLS TERMS FAILS QUITS FAULTS SANDBOXES DELETIONS HOOKFAULTS say what
 *   RESTARTS          how often a container is run again
 */

#define NEVER 0
#define ONFAILURE 1
#define ALWAYS 2

#define NOTHING 0
#define STARTED 1
#define READY 2
#define COMPLETED 3
#define SUCCEEDED 4

/* Containers as kubelet sees them, and their exit codes. */
#define ABSENT 0
#define RUNNING 1
#define EXITED 2

#define SUCCESS 0
#define FAILURE 1
#define OWN 2 /* 121 and the gate's other codes */
#define KILLED 3

/* WrapperLife, and what is read of a record that carries an exit code. */
#define NOT_BEGUN 0
#define ALIVE 1
#define OVER 2

#define NONE 0
#define ZERO 1
#define OTHER 2

#define HAS(mask, i) (((mask) >> (i)) & 1)
#define BIT(i) (1 << (i))
#define POLICY(i) (((POLICIES) >> (2 * (i))) & 3)
#define ROW(w) ((w) == 0 -> NEEDS0 : ((w) == 1 -> NEEDS1 : ((w) == 2 -> NEEDS2 : NEEDS3)))
#define NEED(w, d) ((ROW(w) >> (3 * (d))) & 7)
#define WAITS(w) (HAS(WRAPPED, w) && !HAS(UNWATCHED, w) && ROW(w) != 0)
#define RECORDED(i) (HAS(EXPIRES, i) || HAS(LASTS, i))

typedef Container {
    /* kubelet and the kernel */
    unsigned state : 2; unsigned code : 2; unsigned starts : 3;
    unsigned kill : 1; unsigned term : 1; unsigned lock : 1;
    /* the application: its process is there; its probe passes */
    unsigned up : 1; unsigned ok : 1; unsigned parked : 1;
    /* records: the epoch they were written in, 0 = not there */
    unsigned alive : 2; unsigned started : 2; unsigned ready : 2;
    unsigned ended : 2; unsigned ended0 : 1; unsigned stopped : 2; unsigned stopped0 : 1;
    unsigned awaiting : 2; unsigned seen : 2;
    /* ghosts: what is true, whatever the records say */
    unsigned launched : 1;  /* by the latest life of the container that has begun, in this epoch */
    unsigned fresh : 1;     /* the recorded probe's result has not expired, or the end of its process is not told yet */
    unsigned finished : 1;  /* the process has ended by itself in this epoch */
    unsigned won : 1;       /* and with exit code 0 */
    unsigned told : 1;      /* and its wrapper was not killed before it could tell: finished */
    unsigned told0 : 1;     /* won */
    unsigned over : 1;      /* this life is coming to its end */
    unsigned over0 : 1;     /* and with exit code 0 */
    unsigned waiting : 1;   /* its gate has not left its wait */
    unsigned doomed : 1     /* and a stop signal has come */
};

Container c[N];
byte epoch = 0, kept = 0, gone = 0;
byte news = 0;              /* waiters that have not looked since something changed */
byte saw[N];                /* ghost: dependencies whose condition was true since the waiter's look began */
byte left = EVENTS;         /* how much may still go wrong */
bit stopping = 0, deleting = 0, finishing = 0;
byte hooking = 0;           /* kubelet blocks in the hook of this container, counted from 1 */

/* What is true of container d, for a condition. */
#define IS_READY(d) ((c[d].up && c[d].ok) || (RECORDED(d) && c[d].parked) || (RECORDED(d) && c[d].fresh))
#define TRUE_OF(condition, d) ( \
    ((condition) == STARTED && c[d].launched) || ((condition) == READY && IS_READY(d)) || \
    ((condition) == COMPLETED && c[d].finished) || ((condition) == SUCCEEDED && c[d].won))
/* What a waiter has to find out: true, and told by a wrapper that lived long enough. */
#define MUST_SEE(condition, d) ( \
    ((condition) == STARTED && c[d].launched && (c[d].up || c[d].parked || (c[d].state == EXITED && c[d].code != KILLED))) || \
    ((condition) == READY && ((c[d].up && c[d].ok) || (RECORDED(d) && c[d].parked))) || \
    ((condition) == COMPLETED && c[d].told) || ((condition) == SUCCEEDED && c[d].told0))
/* kubelet: ShouldContainerBeRestarted. */
#define RUNS_AGAIN(i) (POLICY(i) == ALWAYS || (POLICY(i) == ONFAILURE && c[i].code != SUCCESS))
#define IS_GONE(d) ( \
    (c[d].state == EXITED && !RUNS_AGAIN(d)) || \
    (c[d].state == RUNNING && c[d].over && (POLICY(d) == NEVER || (POLICY(d) == ONFAILURE && c[d].over0))) || \
    (c[d].state == RUNNING && c[d].kill && POLICY(d) == NEVER))
/* What a waiter may take for lost: a success under OnFailure is final, even where its wrapper was killed before it could exit. */
#define IS_LOST(d) (IS_GONE(d) || (POLICY(d) == ONFAILURE && c[d].won))
#define STARTABLE(i) (c[i].state == ABSENT || (c[i].state == EXITED && RUNS_AGAIN(i) && c[i].starts <= RESTARTS))

/* Something about container d has changed: wakes its waiters, and notes what has become true. */
inline tell(d) {
    k = 0;
    do
    :: k < N ->
        if
        :: c[k].waiting && NEED(k, d) != NOTHING ->
            news = news | BIT(k);
            saw[k] = saw[k] | (TRUE_OF(NEED(k, d), d) << d)
        :: else
        fi;
        k++
    :: else -> break
    od;
    k = 0
}

/* The process has ended by itself. */
inline end_application(i, zero) {
    c[i].up = 0; c[i].ok = 0;
    c[i].over = 1; c[i].over0 = zero;
    c[i].finished = 1; c[i].won = c[i].won | zero;
    tell(i)
}

inline record_end(i, zero) {
    /* DESIGN.md, section 4: a recorded end is never taken back within an epoch. */
    assert(!(c[i].ended == epoch && c[i].ended0 && !zero && (POLICY(i) != ALWAYS || HAS(PARKS, i))));
    c[i].ended = epoch; c[i].ended0 = zero;
    c[i].fresh = c[i].fresh & HAS(EXPIRES, i);
    tell(i)
}

inline record_stop(i, zero) {
    c[i].stopped = epoch; c[i].stopped0 = zero;
    c[i].fresh = c[i].fresh & HAS(EXPIRES, i);
    tell(i)
}

inline judge_code(result, written, zero) {
    if
    :: written != epoch -> result = NONE
    :: written == epoch && zero -> result = ZERO
    :: else -> result = OTHER
    fi
}

/* A killed container does nothing more. */
#define DIES :: c[me].kill -> goto killed

#define NEEDS_LIFE (POLICY(d) == NEVER || NEED(me, d) == READY)
#define NEEDS_ENDED (NEED(me, d) != STARTED || POLICY(d) != ALWAYS)
#define NEEDS_STARTED (NEED(me, d) == STARTED || NEED(me, d) == READY)
#define NEEDS_READY (NEED(me, d) == READY && RECORDED(d))
#define NEEDS_STOPPED (NEED(me, d) == READY || POLICY(d) != ALWAYS)
#define PASSES (RECORDED(d) -> ready : c[d].up && c[d].ok)

/* The next dependency to look at. */
inline next() {
    do
    :: d < N && NEED(me, d) == NOTHING -> d++
    :: else -> break
    od;
    k = 0 /* a d_step cannot end in a loop */
}

/* ConditionTable.Judge, and AwaitedDependency.Holds */
inline judge() {
    if
    :: NEED(me, d) == STARTED && (started || HAS(kept, d))
    :: NEED(me, d) == COMPLETED && ended != NONE
    :: NEED(me, d) == SUCCEEDED && ended == ZERO
    :: else ->
        if
        :: (POLICY(d) == ONFAILURE && (ended == ZERO || stopped == ZERO)) ||
           (POLICY(d) == NEVER && (ended != NONE || stopped != NONE || life == OVER)) || HAS(gone, d) -> lost = 1; holds = 0
        :: else ->
            if
            :: NEED(me, d) == READY && PASSES &&
               (life == ALIVE || (life == NOT_BEGUN && (started || (ended == NONE && stopped == NONE))))
#ifdef OVER_IS_READY
            :: NEED(me, d) == READY && PASSES && life == OVER && ended == ZERO
#endif
            :: else -> holds = 0
            fi
        fi
    fi;
    d++; life = NOT_BEGUN; ended = NONE; stopped = NONE; started = 0; ready = 0; again = 0;
    next()
}

/* 121: there is a condition that does not hold and will not. */
inline check_hopeless(i) {
    k = 0;
    do
    :: k < N && NEED(i, k) != NOTHING && !MUST_SEE(NEED(i, k), k) && IS_LOST(k) -> break
    :: else -> k++; assert(k < N)
    od;
    k = 0
}

proctype container(byte me) {
    byte k = 0, d = 0;
    unsigned code : 2 = 0; unsigned life : 2 = 0; unsigned ended : 2 = 0; unsigned stopped : 2 = 0;
    unsigned started : 1 = 0; unsigned ready : 1 = 0; unsigned again : 1 = 0;
    unsigned holds : 1 = 0; unsigned lost : 1 = 0; unsigned itself : 1 = 0;

end_absent:
    c[me].state == RUNNING;
    if
    :: HAS(WRAPPED, me)
    :: else -> goto launch
    fi;

#ifndef RERUNS_AFTER_SUCCESS
    /* What has succeeded is not run again: under Always it parks, below. */
    if
    :: d_step { HAS(SUPERVISED, me) && POLICY(me) == ONFAILURE && ((c[me].ended == epoch && c[me].ended0) || HAS(kept, me)) ->
        code = SUCCESS; itself = 1 }; goto leave
    :: else
    fi;
#endif

    /* OwnState.BeginLife; in one step where nothing of this epoch is there that a reader could see change. */
    if
    :: d_step { c[me].alive != epoch && c[me].started != epoch && c[me].ready != epoch && c[me].stopped != epoch && !c[me].kill ->
        c[me].lock = 1; c[me].started = 0; c[me].ready = 0; c[me].stopped = 0; c[me].stopped0 = 0;
        c[me].alive = epoch; c[me].launched = 0; tell(me);
        itself = (HAS(PARKS, me) && c[me].ended == epoch && c[me].ended0) }; goto begun
    :: c[me].alive == epoch || c[me].started == epoch || c[me].ready == epoch || c[me].stopped == epoch
    DIES
    fi;
#ifndef LOCK_BEFORE_VOID
    if
    :: d_step { c[me].ready && !c[me].kill -> c[me].ready = 0; tell(me) }
    :: !c[me].ready
    DIES
    fi;
#endif
    if
    :: d_step { !c[me].kill -> c[me].lock = 1; tell(me) }
    DIES
    fi;
#ifndef STARTED_NOT_VOIDED
    if
    :: d_step { c[me].started && !c[me].kill -> c[me].started = 0; tell(me) }
    :: !c[me].started
    DIES
    fi;
#endif
    if
    :: d_step { (c[me].ready || c[me].stopped) && !c[me].kill ->
        c[me].ready = 0; c[me].stopped = 0; c[me].stopped0 = 0; tell(me) }
    :: !c[me].ready && !c[me].stopped
    DIES
    fi;
    if
    :: d_step { !c[me].kill -> c[me].alive = epoch; c[me].launched = 0; tell(me); itself = (HAS(PARKS, me) && c[me].ended == epoch && c[me].ended0) }
    DIES
    fi;
begun:
    if
    :: itself -> goto park
    :: else
    fi;
    if
    :: WAITS(me)
    :: else -> goto open
    fi;

look:
    /* WaitLoop.Run: one look at all dependencies, in their order. */
    if
    :: d_step { !c[me].term && !c[me].kill ->
        news = news & ~BIT(me);
        saw[me] = 0; holds = 1; d = 0;
        do
        :: d < N ->
            if
            :: NEED(me, d) != NOTHING -> saw[me] = saw[me] | (TRUE_OF(NEED(me, d), d) << d)
            :: else
            fi;
            d++
        :: else -> break
        od;
        d = 0;
        next() }
    :: c[me].term -> goto signalled
    DIES
    fi;

dependency:
    /* DependencyState.Read: the lock first, then the records; where it was free and no end recorded, the records again. */
#ifdef RECORDS_BEFORE_LOCK
    goto records;
lock:
#endif
    if
    :: NEEDS_LIFE ->
        if
        :: d_step { !c[me].kill ->
            if
            :: !c[d].lock -> life = (c[d].alive == epoch -> OVER : NOT_BEGUN)
            :: else -> life = ALIVE
            fi }
        DIES
        fi;
        if
        :: life == ALIVE -> life = (c[d].alive == epoch -> ALIVE : NOT_BEGUN)
        :: else
        fi
    :: else
    fi;
#ifdef RECORDS_BEFORE_LOCK
    goto verdict;
#endif
records:
#ifndef STOPPED_READ_LAST
    if
    :: NEEDS_STOPPED -> d_step { judge_code(stopped, c[d].stopped, c[d].stopped0) }
    :: else
    fi;
#endif
    if
    :: NEEDS_ENDED ->
        if
        :: d_step { !c[me].kill ->
            if
            :: HAS(kept, d) -> ended = ZERO
            :: else -> judge_code(ended, c[d].ended, c[d].ended0)
            fi }
        DIES
        fi
    :: else
    fi;
    if
    :: NEEDS_STARTED -> started = (c[d].started == epoch)
    :: else
    fi;
    if
    :: NEEDS_READY ->
#ifdef READY_OF_ANY_EPOCH
        ready = (c[d].ready != 0)
#else
        ready = (c[d].ready == epoch)
#endif
    :: else
    fi;
#ifdef STOPPED_READ_LAST
    if
    :: NEEDS_STOPPED -> d_step { judge_code(stopped, c[d].stopped, c[d].stopped0) }
    :: else
    fi;
#endif
#ifdef RECORDS_BEFORE_LOCK
    goto lock;
verdict:
    skip;
#else
    if
    :: life == OVER && ended == NONE && stopped == NONE && again == 0 -> again = 1; goto records
    :: else
    fi;
#endif
    d_step { judge() };
    if
    :: d < N -> goto dependency
    :: else
    fi;

    /* All hold: the last look at signals; else a lost one ends the wait. */
    if
    :: d_step { !c[me].kill &&
#ifndef SIGNAL_NOT_SEEN
        !c[me].term &&
#endif
        holds -> c[me].waiting = 0; holds = 0; d = 0 }; goto open
    :: d_step { !c[me].kill && !holds && lost -> holds = 0; lost = 0; d = 0; check_hopeless(me) }; goto own_end
    :: d_step { !c[me].kill && ((!holds && !lost) || c[me].term) -> holds = 0; lost = 0; d = 0 }
    DIES
    fi;
end_waiting:
    if
    :: HAS(news, me) || c[me].term -> goto look
    DIES
    fi;

signalled:
    skip;
    d_step { record_stop(me, 0); c[me].over = 1; c[me].over0 = 0; code = FAILURE };
    goto leave;

own_end:
    skip;
    d_step {
#ifdef OWN_END_AS_ENDED
        record_end(me, 0);
#else
        record_stop(me, 0);
#endif
        c[me].over = 1; c[me].over0 = 0; code = OWN
    };
    goto leave;

open:
    if
    :: d_step { FAULTS && left > 0 -> left-- }; goto own_end
    :: HAS(SUPERVISED, me) || !HAS(WANTED, me)
    :: !HAS(SUPERVISED, me) && HAS(WANTED, me) -> /* becomes the application: told as started when the wait is over */
        if
        :: d_step { !c[me].kill -> c[me].launched = 1; c[me].started = epoch; tell(me) }
        DIES
        fi;
        if
        :: d_step { !c[me].kill -> c[me].alive = 0; tell(me) }
        DIES
        fi;
        if
        :: d_step { !c[me].kill -> c[me].lock = 0; tell(me) }
        DIES
        fi
    fi;

launch:
    if
    :: d_step { !c[me].kill ->
        do
        :: d < N -> /* no application starts before its conditions hold, nor after a stop signal that came in time */
            assert(!WAITS(me) || NEED(me, d) == NOTHING || HAS(saw[me], d));
            d++
        :: else -> break
        od;
        d = 0;
        assert(!c[me].doomed);
        assert(!(HAS(PARKS, me) && c[me].told0)); /* what has parked is not run again */
        saw[me] = 0; c[me].waiting = 0;
        c[me].up = 1; c[me].launched = 1; tell(me) }
    DIES
    fi;
    if
    :: HAS(SUPERVISED, me) ->
        if
        :: d_step { !c[me].kill -> c[me].started = epoch; tell(me) }
        DIES
        fi
    :: else
    fi;
    if
    :: HAS(JOBS, me) -> goto job
    :: else
    fi;
end_service:
    if
    :: d_step { !c[me].ok && HAS(READYS, me) && !c[me].kill -> c[me].ok = 1; tell(me) }; goto passed
    :: d_step { QUITS && left > 0 && !c[me].kill -> left--; end_application(me, 1); itself = 1; code = SUCCESS }; goto ended_itself
    :: d_step { FAILS && left > 0 && !c[me].kill -> left--; end_application(me, 0); itself = 1; code = FAILURE }; goto ended_itself
    :: c[me].term -> goto ordered
    DIES
    fi;
job:
    if
    :: d_step { !c[me].ok && HAS(READYS, me) && !c[me].kill -> c[me].ok = 1; tell(me) }; goto passed
    :: d_step { !c[me].kill -> end_application(me, 1); itself = 1; code = SUCCESS }; goto ended_itself
    :: d_step { FAILS && left > 0 && !c[me].kill -> left--; end_application(me, 0); itself = 1; code = FAILURE }; goto ended_itself
    :: c[me].term -> goto ordered
    DIES
    fi;
passed:
    if
    :: RECORDED(me) ->
        if
        :: d_step { !c[me].kill -> c[me].ready = epoch; c[me].fresh = 1; tell(me) }
        DIES
        fi
    :: else
    fi;
    if
    :: HAS(JOBS, me) -> goto job
    :: else -> goto end_service
    fi;

ordered:
    /* The signal was forwarded: whatever the exit code, this end is no result. */
    if
    :: d_step { !c[me].kill -> code = SUCCESS; c[me].up = 0; c[me].ok = 0; c[me].over = 1; c[me].over0 = 1; tell(me) }
    :: d_step { !c[me].kill -> code = FAILURE; c[me].up = 0; c[me].ok = 0; c[me].over = 1; c[me].over0 = 0; tell(me) }
    DIES
    fi;
#ifndef READY_OUTLIVES_END
    if
    :: d_step { HAS(SUPERVISED, me) && c[me].ready && !c[me].kill -> c[me].ready = 0; tell(me) }
    :: !(HAS(SUPERVISED, me) && c[me].ready)
    DIES
    fi;
#endif
    if
    :: HAS(SUPERVISED, me) ->
        if
        :: d_step { !c[me].kill ->
#ifdef STOP_AS_ENDED
            record_end(me, code == SUCCESS)
#else
            record_stop(me, code == SUCCESS)
#endif
        }
        DIES
        fi
    :: else
    fi;
    goto leave;

ended_itself:
#ifndef READY_OUTLIVES_END
    if
    :: d_step { HAS(SUPERVISED, me) && c[me].ready && !c[me].kill -> c[me].ready = 0; tell(me) }
    :: !(HAS(SUPERVISED, me) && c[me].ready)
    DIES
    fi;
#endif
    if
    :: HAS(SUPERVISED, me) ->
        if
        :: d_step { !c[me].kill -> record_end(me, code == SUCCESS) }
        DIES
        fi
    :: else
    fi;
    if
    :: HAS(LINGERS, me) -> /* for a hook that shows up in time, until it has seen the end or is no more */
        if
        :: c[me].seen == epoch || c[me].term
#ifdef LINGERS_FOR_A_DEAD_HOOK
        :: hooking != me + 1 && c[me].awaiting != epoch
#else
        :: hooking != me + 1
#endif
        DIES
        fi
    :: else
    fi;
    if
    :: HAS(PARKS, me) && code == SUCCESS
    :: HAS(PARKS, me) && HAS(LINGERS, me) && c[me].term -> goto leave /* ordered to end while it lingered */
    :: else -> goto leave
    fi;
park:
    if
    :: d_step { c[me].started != epoch && !c[me].kill -> c[me].started = epoch; c[me].launched = 1; tell(me) }
    :: c[me].started == epoch
    DIES
    fi;
    if
    :: d_step { !c[me].kill -> c[me].parked = 1; c[me].waiting = 0; c[me].doomed = 0; c[me].told = 1; c[me].told0 = 1; tell(me) }
    DIES
    fi;
#ifndef PARKED_PROBE_NOT_RECORDED
    if
    :: d_step { RECORDED(me) && c[me].ready != epoch && !c[me].kill -> c[me].ready = epoch; c[me].fresh = 1; tell(me) }
    :: !(RECORDED(me) && c[me].ready != epoch)
    DIES
    fi;
#endif
end_parked:
    if
    :: c[me].term -> code = SUCCESS
    DIES
    fi;
    goto leave;

killed:
    code = KILLED;
leave:
    skip;
    d_step {
        if
        :: c[me].kill -> code = KILLED
        :: else
        fi;
        if
        :: itself && code != KILLED -> c[me].told = 1; c[me].told0 = c[me].told0 | (code == SUCCESS)
        :: else
        fi;
        c[me].state = EXITED; c[me].code = code;
        c[me].fresh = c[me].fresh & HAS(EXPIRES, me);
        c[me].lock = 0; c[me].up = 0; c[me].ok = 0; c[me].parked = 0; c[me].term = 0; c[me].kill = 0;
        c[me].waiting = 0; c[me].doomed = 0; c[me].over = 0; c[me].over0 = 0; saw[me] = 0; news = news & ~BIT(me);
        code = 0; life = 0; ended = 0; stopped = 0; started = 0; ready = 0; again = 0; holds = 0; lost = 0; itself = 0; d = 0; k = 0;
        tell(me)
    };
    goto end_absent
}

#if N == 2
#define OVER_ALL(join, of) (of(0) join of(1))
#elif N == 3
#define OVER_ALL(join, of) (of(0) join of(1) join of(2))
#else
#define OVER_ALL(join, of) (of(0) join of(1) join of(2) join of(3))
#endif
#define TO_START(i) (STARTABLE(i) << (i))
#define IS_STILL(i) (c[i].state != RUNNING)
#define WOULD_RUN(i) (c[i].state == ABSENT || RUNS_AGAIN(i))
#define TODO OVER_ALL(+, TO_START)
#define NOTHING_RUNS OVER_ALL(&&, IS_STILL)
#define ANY_WOULD_RUN OVER_ALL(||, WOULD_RUN)
/* Two windows of microseconds, in which no kill is modelled; see README.md. */
#define IS_SPARED(i) (c[i].state == RUNNING && ( \
    (c[i].stopped == epoch && c[i].stopped0) || \
    (POLICY(i) == NEVER && HAS(WRAPPED, i) && c[i].alive != epoch && !c[i].up)))
#define ANY_IS_SPARED OVER_ALL(||, IS_SPARED)
#define AWAIT(i) (((AWAITS) >> (3 * (i))) & 7)
#define AWAITED(i) ( \
    (AWAIT(i) == STARTED && c[i].started == epoch) || (AWAIT(i) == READY && c[i].up && c[i].ok) || \
    (AWAIT(i) == COMPLETED && c[i].ended == epoch))

/* InstallVerb: what kubelet will not run again outlives the epoch; the rename of `epoch` commits all at once. */
inline install() {
    d_step {
        i = 0;
        do
        :: i < N && epoch > 0 ->
#ifndef NOTHING_KEPT
            if
            :: POLICY(i) != ALWAYS && c[i].ended == epoch && c[i].ended0 -> kept = kept | BIT(i)
            :: else
            fi;
#endif
#ifndef NOT_GONE
            if
            :: POLICY(i) == ONFAILURE && c[i].stopped == epoch && c[i].stopped0 -> gone = gone | BIT(i)
            :: POLICY(i) == NEVER && (c[i].alive == epoch || c[i].started == epoch || c[i].ended == epoch) -> gone = gone | BIT(i)
            :: else
            fi;
#endif
            i++
        :: else -> break
        od;
        i = 0;
#ifdef SAME_EPOCH
        epoch = 1
#else
        epoch++
#endif
    }
}

/* Ghosts of a new epoch: what kubelet will not run again keeps what it did, all else has done nothing yet. */
inline new_sandbox(i) {
    c[i].fresh = 0;
    if
    :: WOULD_RUN(i) ->
        c[i].state = ABSENT; c[i].code = 0;
        c[i].won = c[i].won & (POLICY(i) == ONFAILURE); c[i].launched = c[i].won; c[i].finished = c[i].won;
        c[i].told = 0; c[i].told0 = 0
    :: else ->
        c[i].told = c[i].told & c[i].won; c[i].told0 = c[i].told; c[i].launched = c[i].launched & c[i].told
    fi
}

/* kubelet: startContainer runs the postStart hook before it returns; where it fails, the container is killed. */
inline hook(i) {
    if
    :: AWAIT(i) == COMPLETED -> d_step { c[i].awaiting = epoch; tell(i) }
    :: else
    fi;
    do
    :: d_step { AWAITED(i) -> assert(TRUE_OF(AWAIT(i), i)); c[i].seen = epoch; hooking = 0; tell(i) }; break
    :: c[i].state != RUNNING -> hooking = 0; break
    :: d_step { HOOKFAULTS && left > 0 -> left--; hooking = 0; c[i].term = 1; c[i].doomed = c[i].waiting };
        c[i].state != RUNNING; break
    :: d_step { HOOKFAULTS && left > 0 -> left--; hooking = 0 }; break /* kubelet was restarted */
    :: timeout ->
        /* The bound is reached only where kubelet would have to start a container first. */
        d_step { assert(TODO & ~todo); hooking = 0; c[i].term = 1; c[i].doomed = c[i].waiting };
        c[i].state != RUNNING; break
    od
}

active proctype kubelet() {
    byte k = 0, i = 0;
    unsigned todo : 4 = 0;

    install();
    atomic { i = 0; do :: i < N -> run container(i); i++ :: else -> break od; i = 0 };

end_sync:
    do
    :: d_step { !deleting && !finishing && TODO != 0 -> todo = TODO; i = 0 };
        /* SyncPod, step 8: in the order of the list; a hook blocks the next, and its failure does not stop it. */
        do
        :: d_step { todo != 0 ->
            do /* an unhooked container is started in the same step as the next: its gate may be slow as well */
            :: i < N && !hooking ->
                if
                :: HAS(todo, i) ->
                    todo = todo & ~BIT(i);
                    c[i].state = RUNNING; c[i].code = 0; c[i].starts++; c[i].waiting = WAITS(i);
                    hooking = (HAS(HOOKED, i) -> i + 1 : 0)
                :: else
                fi;
                i++
            :: else -> break
            od;
            k = 0 };
            if
            :: hooking -> i--; hook(i); i++
            :: else
            fi
        :: todo == 0 -> break
        od;
        i = 0
    :: d_step { SANDBOXES && left > 0 && POD_POLICY != NEVER && !deleting && !finishing -> left-- };
        if /* the node has gone down, or killPodWithSyncResult */
        :: d_step { !ANY_IS_SPARED ->
            do
            :: i < N ->
                if
                :: c[i].state == RUNNING -> c[i].kill = 1
                :: else
                fi;
                i++
            :: else -> break
            od;
            i = 0 }
        :: stopping = 1
        fi;
        NOTHING_RUNS;
        stopping = 0;
        if
        :: !ANY_WOULD_RUN -> finishing = 1
        :: else ->
            d_step {
                do
                :: i < N -> new_sandbox(i); i++
                :: else -> break
                od;
                i = 0 };
            install()
        fi
    :: d_step { DELETIONS && left > 0 && !deleting && !finishing -> left--; deleting = 1; stopping = 1 };
        NOTHING_RUNS
    od
}


/* What may happen to one container from outside, at any moment. */
#define RUNS(i) ((i) < N && c[i].state == RUNNING)
#define OUTSIDE(i) \
    :: d_step { KILLS && left > 0 && RUNS(i) && !c[i].kill && !IS_SPARED(i) -> left--; c[i].kill = 1; tell(i) } \
    :: d_step { ((TERMS && left > 0) || stopping) && RUNS(i) && !c[i].term -> \
        left = (stopping -> left : left - 1); c[i].term = 1; c[i].doomed = c[i].waiting } \
    :: d_step { (i) < N && HAS(EXPIRES, i) && c[i].fresh && !c[i].up && !c[i].parked -> c[i].fresh = 0; c[i].ready = 0; tell(i) }

active proctype surroundings() {
    byte k = 0;

end_quiet:
    do
    OUTSIDE(0)
    OUTSIDE(1)
#if N > 2
    OUTSIDE(2)
#endif
#if N > 3
    OUTSIDE(3)
#endif
    od
}

/*
 * Where nothing can happen any more: every wait has a reason. All runs come to such a state (check.sh looks for cycles), so
 * that what holds there is what a fair run comes to.
 */
active proctype end_of_all() {
    byte w = 0, d = 0, reasons = 0;

end_never:
    timeout && !hooking;
    d_step {
        do
        :: w < N ->
            assert(c[w].state != ABSENT || deleting || finishing);
            assert(!(c[w].state == RUNNING && (deleting || finishing)));
            if
            :: c[w].state == RUNNING && c[w].waiting ->
                d = 0; reasons = 0;
                do
                :: d < N ->
                    if
                    :: NEED(w, d) != NOTHING && !MUST_SEE(NEED(w, d), d) ->
                        assert(!IS_GONE(d)); /* none waits without hope */
                        reasons++
                    :: else
                    fi;
                    d++
                :: else -> break
                od;
                assert(reasons > 0) /* none waits although its conditions hold */
            :: else
            fi;
            w++
        :: else -> break
        od
    }
}
