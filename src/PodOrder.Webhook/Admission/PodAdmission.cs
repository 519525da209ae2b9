using PodOrder.Injection;
using PodOrder.Policies;

namespace PodOrder.Webhook.Admission;

/// <summary>Decides on Pods; whatever is not the creation or update of a Pod is allowed untouched.</summary>
public static class PodAdmission
{
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>The mutating decision: a created Pod gets its order, an updated one keeps it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">What the installation decides.</param>
    /// <param name="images">By container, what its image was found to run.</param>
    /// <param name="policies">The policies that concern the Pod.</param>
    public static Verdict Mutate(
        AdmissionRequest request, InjectionOptions options, IReadOnlyDictionary<string, ImageCommand>? images = null, IReadOnlyList<PodOrderPolicy>? policies = null) => Decide(request, it => it switch
    {
        { Operation: "CREATE", Object: { } pod } => Verdict.Of(PodInjector.Inject(pod, options, images, policies)),
        { Operation: "UPDATE", Object: { } pod, OldObject: { } old } => Verdict.Of(PodInjector.Reinstate(pod, old)),
        { Operation: "CREATE" or "UPDATE" } => Verdict.NoObject,
        _ => Verdict.OtherOperation,
    });

    /// <summary>The validating decision: a created Pod that still lacks a container of its hint is refused.</summary>
    public static Verdict Validate(AdmissionRequest request) => Decide(request, it =>
    {
        if (it is not { Operation: "CREATE" })
            return Verdict.OtherOperation;
        if (it.Object is not { } pod)
            return Verdict.NoObject;
        PodInjector.Validate(pod);
        return Verdict.Valid;
    });

    /// <summary>The containers of a created Pod whose commands are left to their images and are needed.</summary>
    public static IReadOnlyDictionary<string, string> ImagesToLookUp(AdmissionRequest request, IReadOnlyList<PodOrderPolicy>? policies = null)
    {
        if (request is not { IsPod: true, Operation: "CREATE", Object: { } pod })
            return None;
        try
        {
            return PodInjector.ImagesToLookUp(pod, policies);
        }
        catch (RefusedException)
        {
            // The decision will say so.
            return None;
        }
    }

    private static Verdict Decide(AdmissionRequest request, Func<AdmissionRequest, Verdict> decide)
    {
        if (!request.IsPod)
            return Verdict.OtherKind;
        try
        {
            return decide(request);
        }
        catch (RefusedException refused)
        {
            return Verdict.Of(refused);
        }
    }
}
