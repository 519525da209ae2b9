using PodOrder.Injection;

namespace PodOrder.Webhook.Admission;

/// <summary>Decides on one admission request.</summary>
public static class PodAdmission
{
    /// <summary>The verdict on a request; whatever is not the creation of a Pod is allowed untouched.</summary>
    public static Verdict Decide(AdmissionRequest request, InjectionOptions options)
    {
        if (!request.IsPod)
            return Verdict.OtherKind;
        if (request.Operation != "CREATE")
            return Verdict.OtherOperation;
        if (request.Object is not { } pod)
            return Verdict.NoObject;
        try
        {
            return Verdict.Of(PodInjector.Inject(pod, options));
        }
        catch (RefusedException refused)
        {
            return Verdict.Of(refused);
        }
    }
}
