// What is tested runs on Linux.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
