namespace PodOrder.Webhook.Certificates;

/// <summary>A certificate that cannot be served. The message is one sentence for the operator.</summary>
public sealed class UnusableCertificateException(string message, Exception? cause = null) : Exception(message, cause);
