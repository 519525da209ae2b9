using PodOrder.Injection;

namespace PodOrder.Webhook.Admission;

/// <summary>Decides on Pods; whatever is not the creation or update of a Pod is allowed untouched.</summary>
public static class PodAdmission
{
    /// <summary>The mutating decision: a created Pod gets its order, an updated one keeps it.</summary>
    public static Verdict Mutate(AdmissionRequest request, InjectionOptions options) => Decide(request, it => it switch
    {
        { Operation: "CREATE", Object: { } pod } => Verdict.Of(PodInjector.Inject(pod, options)),
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

    private static Verdict Decide(AdmissionRequest request, Decision decide)
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
