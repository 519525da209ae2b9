using System.Buffers;
using BenchmarkDotNet.Attributes;
using PodOrder.Injection;
using PodOrder.Webhook.Admission;

namespace PodOrder.Benchmarks;

/// <summary>How the cost of a mutation grows with the containers of the Pod.</summary>
[MemoryDiagnoser]
public class MutationBenchmarks
{
    private static readonly InjectionOptions _options = new("registry.example/podorder/gate:1");
    private readonly ArrayBufferWriter<byte> _answer = new(1024 * 1024);
    private byte[] _review = [];

    /// <summary>How many containers the Pod has.</summary>
    [Params(1, 3, 10, 30, 100)]
    public int Containers { get; set; }

    /// <summary>Makes the review, and sees that its Pod gets an order.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _review = AdmissionReviews.OfPodWith(Containers);
        using var review = StrictJson.Parse(_review);
        if (Decide(AdmissionRequest.Read(review.RootElement)) is not { Outcome: nameof(Outcome.Injected) } verdict)
            throw new InvalidOperationException($"The Pod was not injected but {Decide(AdmissionRequest.Read(review.RootElement))}.");
        Console.WriteLine($"// {Containers} containers: {_review.Length} bytes of review, {verdict.Patch.Length} bytes of patch");
    }

    /// <summary>From the bytes of the review to those of the answer.</summary>
    [Benchmark]
    public int ReviewToAnswer()
    {
        using var review = StrictJson.Parse(_review);
        var request = AdmissionRequest.Read(review.RootElement);
        _answer.ResetWrittenCount();
        ReviewWriter.Write(_answer, request.Uid, Decide(request));
        return _answer.WrittenCount;
    }

    /// <summary>The part of it that every server has to pay: strict parsing.</summary>
    [Benchmark]
    public int ParseAlone()
    {
        using var review = StrictJson.Parse(_review);
        return AdmissionRequest.Read(review.RootElement).Uid.Length;
    }

    private static Verdict Decide(AdmissionRequest request) => PodAdmission.Mutate(request, _options);
}
