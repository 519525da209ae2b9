namespace PodOrder.Cli.Completing;

/// <summary>What makes shells ask.</summary>
internal static class CompletionScripts
{
    public const string Bash = """
        # Completion for kubectl-podorder in bash: source <(kubectl podorder completion bash)
        _kubectl_podorder() {
            local lines directive
            mapfile -t lines < <("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
            [ ${#lines[@]} -gt 0 ] || return
            directive=${lines[-1]}
            unset 'lines[-1]'
            if [ "$directive" = ":0" ]; then
                compopt -o filenames
                mapfile -t COMPREPLY < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
            else
                COMPREPLY=("${lines[@]}")
            fi
        }
        complete -F _kubectl_podorder kubectl-podorder

        """;

    public const string Zsh = """
        #compdef kubectl-podorder
        # Completion for kubectl-podorder in zsh: source <(kubectl podorder completion zsh)
        _kubectl_podorder() {
            local -a lines
            lines=("${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
            if [[ ${lines[-1]} == ":0" ]]; then
                _files
            else
                compadd -- "${(@)lines[1,-2]}"
            fi
        }
        compdef _kubectl_podorder kubectl-podorder

        """;

    public const string Fish = """
        # Completion for kubectl-podorder in fish: kubectl podorder completion fish | source
        function __kubectl_podorder
            set -l lines (kubectl-podorder __complete (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)
            if test "$lines[-1]" = ":0"
                __fish_complete_path (commandline -ct)
            else
                string match -v ':4' -- $lines
            end
        end
        complete -c kubectl-podorder -f -a '(__kubectl_podorder)'

        """;

    public const string Kubectl = """
        #!/bin/sh
        # Lets kubectl's own completion complete `kubectl podorder`:
        #   kubectl podorder completion kubectl > ~/.local/bin/kubectl_complete-podorder
        #   chmod +x ~/.local/bin/kubectl_complete-podorder
        exec kubectl podorder __complete "$@"

        """;
}
