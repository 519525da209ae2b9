using System.CommandLine;

namespace PodOrder.Cli.Commands;

/// <summary>A command whose help goes on behind its flags.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">One sentence, which the list of commands shows too.</param>
/// <param name="details">What else is to be known, and examples.</param>
internal sealed class DocumentedCommand(string name, string description, string details) : Command(name, description)
{
    public string Details => details;
}
