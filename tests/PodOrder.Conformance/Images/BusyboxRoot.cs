namespace PodOrder.Conformance.Images;

/// <summary>A root file system made of Debian's static busybox and symbolic links to it.</summary>
public static class BusyboxRoot
{
    /// <summary>Where Debian's package busybox-static puts it.</summary>
    public const string Busybox = "/bin/busybox";

    private static readonly string[] Applets =
    [
        "awk", "basename", "cat", "chmod", "cp", "cut", "date", "dd", "dirname", "echo", "env", "expr", "false", "find", "grep", "head", "hostname",
        "httpd", "id", "ip", "kill", "ln", "ls", "mkdir", "mkfifo", "mount", "mv", "nc", "netstat", "nproc", "od", "pgrep", "printf", "ps", "pwd", "readlink", "rm",
        "sed", "seq", "sh", "sleep", "sort", "stat", "tail", "tee", "test", "timeout", "touch", "tr", "true", "umask", "uname", "wc", "wget", "which", "whoami", "xargs",
    ];

    /// <summary>Fills a directory.</summary>
    public static void Build(string root)
    {
        foreach (var directory in new[] { "bin", "etc", "tmp", "usr/bin", "usr/local/bin", "var", "root" })
            Directory.CreateDirectory(Path.Combine(root, directory));
        File.SetUnixFileMode(Path.Combine(root, "tmp"), Modes.AnyoneSticky);
        File.Copy(Busybox, Path.Combine(root, "bin/busybox"));
        foreach (var applet in Applets)
            File.CreateSymbolicLink(Path.Combine(root, "bin", applet), "busybox");
        File.WriteAllText(Path.Combine(root, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
    }

    /// <summary>Fills a directory and puts shell scripts into it: path → body.</summary>
    public static Action<string> With(params (string Path, string Body)[] scripts) => root =>
    {
        Build(root);
        foreach (var (path, body) in scripts)
        {
            var file = Path.Combine(root, path.TrimStart('/'));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "#!/bin/sh\n" + body.ReplaceLineEndings("\n") + "\n");
            File.SetUnixFileMode(file, Modes.Executable);
        }
    };
}
