using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PodOrder.Webhook.Admission;
using PodOrder.Webhook.Telemetry;
using Prometheus;

namespace PodOrder.Webhook.Tests.Admission;

public sealed class FailureLogTests : ILogger<AdmissionEndpoint>
{
    private readonly List<string> _lines = [];

    [Fact]
    public async Task An_unexpected_failure_is_logged_with_its_place_but_not_with_what_it_quotes()
    {
        var body = Encoding.UTF8.GetBytes(Reviews.Review().ToJsonString());
        var context = new DefaultHttpContext { Request = { Method = "POST", ContentType = "application/json", ContentLength = body.Length, Path = "/mutate", Body = new MemoryStream(body) } };

        await new AdmissionEndpoint(new BodyBudget(), new Capacity(), new AdmissionMetrics(Metrics.WithCustomRegistry(Metrics.NewCustomRegistry())), this).AnswerAsync(context, (_, _) => throw new FormatException("hunter2"));

        var line = Assert.Single(_lines);
        Assert.Equal(500, context.Response.StatusCode);
        Assert.Contains("System.FormatException", line);
        Assert.Contains(nameof(FailureLogTests), line);
        Assert.DoesNotContain("hunter2", line);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Add($"{formatter(state, exception)}{exception}");
}
