using PodOrder.Gate.Posix;
using PodOrder.Gate.Running;

namespace PodOrder.Gate.Checks;

/// <summary>One try of a check at all its addresses at once; it passes as soon as one passes.</summary>
internal sealed class CheckRun
{
    private const int MostRedirects = 10;

    private readonly List<Attempt> _attempts = [];
    private readonly Check _check;
    private readonly long _deadline;
    private BoundCommand? _command;
    private int _redirects;

    private CheckRun(Check check, long deadline)
    {
        _check = check;
        _deadline = deadline;
    }

    /// <summary>Null while it goes on.</summary>
    public Outcome? Outcome { get; private set; }

    /// <summary>When it times out, by <see cref="Clock"/>.</summary>
    public long Deadline => _deadline;

    /// <summary>Adds those that go on.</summary>
    public void AddAttempts(List<Attempt> all)
    {
        foreach (var attempt in _attempts)
            if (attempt.Outcome is null) all.Add(attempt);
    }

    /// <summary>Begins a try.</summary>
    public static CheckRun Start(Check check, List<string> addresses, long now)
    {
        var run = new CheckRun(check, now + check.Options.Timeout);
        switch (check.Kind)
        {
            case CheckKind.File:
                run.Outcome = Files.Exists(Libc.AtWorkingDirectory, CString.Of(check.Target)) ? Checks.Outcome.Pass : new Outcome(false, "missing");
                break;
            case CheckKind.Exec:
                run._command = BoundCommand.Start(check.Command);
                break;
            default:
                foreach (var address in addresses)
                    run._attempts.Add(Begin(check, address));
                break;
        }
        run.Settle(now);
        return run;
    }

    /// <summary>Draws the sum after attempts went on or time has passed.</summary>
    public void Settle(long now)
    {
        if (Outcome is not null) return;
        if (_command is not null) SettleCommand(now);
        else SettleAttempts(now);
    }

    /// <summary>Ends what goes on.</summary>
    public void Abandon()
    {
        if (Outcome is not null) return;
        _command?.Kill();
        foreach (var attempt in _attempts) attempt.Dispose();
    }

    private static Attempt Begin(Check check, string address) => check.Kind switch
    {
        CheckKind.Http or CheckKind.Https => Begin(new HttpTarget(check.Kind == CheckKind.Https, address, check.Port, check.Target), check.Options.Headers),
        CheckKind.Grpc => Attempt.Start(address, check.Port, new GrpcConversation(check.Target, new HttpTarget(isTls: false, address, check.Port, "/").Host)),
        _ => Attempt.Start(address, check.Port, null),
    };

    private static Attempt Begin(HttpTarget target, List<string> headers)
    {
        Conversation conversation = new HttpConversation(target, headers);
#if TLS
        if (target.IsTls) conversation = new Tls.TlsConversation(conversation);
#endif
        return Attempt.Start(target.Address, target.Port, conversation);
    }

    private void FollowRedirects()
    {
        for (var i = 0; i < _attempts.Count; i++)
            if (_attempts[i].Redirect is { } target && CanReach(target))
                _attempts[i] = _redirects++ < MostRedirects
                    ? Begin(target, _check.Options.Headers)
                    : Attempt.Fail(new Outcome(false, "redirects without an end"));
    }

    /// <summary>A gate without TLS takes a redirect to TLS for an answer, as kubelet takes one to another host.</summary>
    private static bool CanReach(HttpTarget target) =>
#if TLS
        true;
#else
        !target.IsTls;
#endif

    private void SettleCommand(long now)
    {
        if (_command!.Look() is { } code)
            Outcome = code == 0 ? Checks.Outcome.Pass : new Outcome(false, $"ended with exit code {Number.Format(code)}");
        else if (now >= _deadline)
        {
            _command.Kill();
            Outcome = Checks.Outcome.TimedOut;
        }
    }

    private void SettleAttempts(long now)
    {
        FollowRedirects();
        if (now >= _deadline)
            foreach (var attempt in _attempts) attempt.Finish(Checks.Outcome.TimedOut);

        if (_attempts.Exists(attempt => attempt.Outcome is { Passed: true })) Outcome = Checks.Outcome.Pass;
        else if (_attempts.TrueForAll(attempt => attempt.Outcome is not null))
            Outcome = _attempts.Count == 0 ? new Outcome(false, "no address to try") : _attempts[0].Outcome;
        if (Outcome is not null)
            foreach (var attempt in _attempts) attempt.Dispose();
    }

    /// <summary>Makes one try and stays until its outcome is known.</summary>
    public static Outcome Complete(Check check, List<string> addresses)
    {
        var run = Start(check, addresses, Clock.Now);
        var attempts = new List<Attempt>();
        while (run.Outcome is null)
        {
            run.AddAttempts(attempts);
            Poll(attempts, (int)Math.Clamp(run.Deadline - Clock.Now, 0, int.MaxValue));
            attempts.Clear();
            run.Settle(Clock.Now);
        }
        return run.Outcome.Value;
    }

    /// <summary>Lets attempts go on that have news.</summary>
    /// <param name="attempts">The attempts.</param>
    /// <param name="pause">Longest time to wait for news, in milliseconds.</param>
    /// <param name="other">A descriptor whose news end the pause as well; −1 = none.</param>
    public static unsafe void Poll(List<Attempt> attempts, int pause, int other = -1)
    {
        var entries = stackalloc Libc.PollEntry[1 + attempts.Count];
        entries[0] = new Libc.PollEntry { Descriptor = other, Wanted = Libc.PollIn };
        for (var i = 0; i < attempts.Count; i++)
            entries[1 + i] = new Libc.PollEntry { Descriptor = attempts[i].Descriptor, Wanted = attempts[i].Wanted };
        if (Libc.Poll(entries, (nuint)(1 + attempts.Count), pause) <= 0) return;
        for (var i = 0; i < attempts.Count; i++)
            if (entries[1 + i].Seen != 0) attempts[i].Continue();
    }
}
