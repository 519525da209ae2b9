using PodOrder.Conformance.Images;
using PodOrder.Conformance.Kubelet;
using PodOrder.Conformance.Orders;
using PodOrder.Conformance.Runtime;

namespace PodOrder.Conformance.Examples;

/// <summary>
/// A manifest of <c>examples/</c>, run as it is; only the images are stand-ins. A build begins, waits for the file
/// <c>go</c> in its workspace, and ends; so a test decides when.
/// </summary>
internal static class Example
{
    private const string Build = """
        echo "[INFO] Building"
        cat pom.xml || exit 2
        until [ -e go ]; do sleep 0.05; done
        """;

    private const string Sidecar = "/bin/sidecar";

    /// <summary>Runs an example whose build succeeds.</summary>
    public static PodRun Run(string file) => Run(file, Build + "\necho '[INFO] BUILD SUCCESS'; sleep 0.3");

    /// <summary>Runs an example whose build fails with exit code 1.</summary>
    public static PodRun RunFailing(string file) => Run(file, Build + "\necho '[ERROR] BUILD FAILURE'; exit 1");

    /// <summary>Lets the build go on.</summary>
    public static void LetBuild(PodRun pod) => File.WriteAllText(Path.Combine(pod.PathOf("data"), "go"), "");

    private static PodRun Run(string file, string mvn) =>
        OrderedPod.Create(File.ReadAllText(Path.Combine(Repository.Root, "examples", file)), new RunOptions { Images = Images(mvn) });

    private static ImageTable Images(string mvn) => new ImageTable()
        .Add("alpine/git", new Image(
            BusyboxRoot.With(("/usr/bin/git", "for last; do :; done; echo Cloning into $last; echo '<project/>' > $last/pom.xml")), ["git"], ["--help"]))
        .Add("docker.io/linjinbao66/dt-maven:0.0.3", new Image(BusyboxRoot.With(("/usr/bin/mvn", mvn)), [], ["sh"]))
        .Add("docker.io/linjinbao66/dt-maven:0.0.2", new Image(
            BusyboxRoot.With(
                ("/usr/bin/mvn", mvn),
                (Sidecar, "echo sidecar listens; exec nc -ll -p 8888 -e true"),
                ("/bin/entrypoint", "until nc -w 1 127.0.0.1 8888 < /dev/null; do sleep 0.1; done")),
            [],
            ["sh"]))
        .Add("docker.io/library/postgres:17", new Image(
            BusyboxRoot.With(
                ("/usr/local/bin/docker-entrypoint.sh", """
                    sleep 0.5
                    nc -ll -p 5432 -e true &
                    trap 'echo shut down; exit 0' TERM
                    echo ready to accept connections
                    sleep 0.3; touch /tmp/ready
                    while :; do wait; sleep 0.1; done
                    """),
                ("/usr/local/bin/pg_isready", "[ -e /tmp/ready ]"),
                ("/usr/local/bin/psql", "nc -w 1 127.0.0.1 5432 < /dev/null || exit 2; echo CREATE TABLE; sleep 0.3")),
            ["docker-entrypoint.sh"],
            ["postgres"]))
        .Add("docker.io/postgrest/postgrest:v12.2.3", new Image(
            BusyboxRoot.With(("/bin/postgrest", "echo Listening on port 3000; trap 'exit 0' TERM; mkdir /www; echo hi > /www/index.html; httpd -f -p 3000 -h /www & wait")),
            ["/bin/postgrest"],
            []));
}
