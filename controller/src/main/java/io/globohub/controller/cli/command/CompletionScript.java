package io.globohub.controller.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The script that completes a command line in bash, and in zsh through its bridge. Made from the commands themselves: what
 * an argument is called in the help ({@code HOST}, {@code APP}, {@code FILE}) says how it is completed. Pure.
 *
 * <p>Words and options are in the script, so they come at once. Names are asked for from the controller. They are never
 * expanded by the shell: a name that comes from elsewhere cannot run anything.
 */
final class CompletionScript {
    private static final List<String> ASKED_FOR = List.of("HOST", "APP", "VERSION", "ROLLOUT", "CONTEXT");
    private static final List<String> FILES = List.of("FILE", "DIR");

    private CompletionScript() {}

    static String of(CommandSpec root) {
        String name = root.name();
        Map<String, String> words = new TreeMap<>();
        Map<String, List<String>> values = new TreeMap<>();
        Map<String, List<String>> arguments = new TreeMap<>();
        collect("", root, words, values, arguments);
        return String.join(
                "\n",
                "# Completion of " + name + " for bash and zsh: source <(" + name + " completion bash)",
                "if [ -n \"${ZSH_VERSION-}\" ]; then",
                "  autoload -U +X compinit && { type compdef >/dev/null 2>&1 || compinit -u; }",
                "  autoload -U +X bashcompinit && bashcompinit",
                "fi",
                "_globohub_words() {",
                cases("$1", byResult(words)),
                "}",
                "_globohub_value() {",
                cases("$1:$2", values),
                "}",
                "_globohub_argument() {",
                cases("$1:$2", arguments),
                "}",
                BODY.replace("PROGRAM", name));
    }

    private static void collect(
            String path,
            CommandSpec command,
            Map<String, String> words,
            Map<String, List<String>> values,
            Map<String, List<String>> arguments) {
        Stream<String> commands = command.subcommands().entrySet().stream()
                .filter(below ->
                        !below.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey);
        Stream<String> options = command.options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()));
        words.put(path, Stream.concat(commands, options).collect(Collectors.joining(" ")));
        for (OptionSpec option : command.options()) {
            if (option.arity().max() > 0) {
                for (String name : option.names()) {
                    values.computeIfAbsent(wanted(option), key -> new ArrayList<>())
                            .add(quoted(path + ":" + name));
                }
            }
        }
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            boolean many = parameter.index().isVariable() || parameter.arity().isVariable();
            String place = many ? "*" : String.valueOf(parameter.index().min());
            String pattern = many ? quoted(path + ":") + place : quoted(path + ":" + place);
            arguments
                    .computeIfAbsent(wanted(parameter), key -> new ArrayList<>())
                    .add(pattern);
        }
        command.subcommands()
                .forEach((name, below) -> collect(path + " " + name, below.getCommandSpec(), words, values, arguments));
    }

    /** {@code =} and the possible words, the kind of name that is asked for, or {@code ?} for anything. */
    private static String wanted(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            List<String> candidates = new ArrayList<>();
            argument.completionCandidates().forEach(candidates::add);
            return "=" + String.join(" ", candidates);
        }
        if (argument.typeInfo().isEnum()) {
            return "="
                    + argument.typeInfo().getEnumConstantNames().stream()
                            .map(constant -> constant.toLowerCase(java.util.Locale.ROOT))
                            .collect(Collectors.joining(" "));
        }
        String label = argument.paramLabel();
        return ASKED_FOR.contains(label) ? label : FILES.contains(label) ? "FILE" : "?";
    }

    private static Map<String, List<String>> byResult(Map<String, String> words) {
        Map<String, List<String>> byResult = new TreeMap<>();
        words.forEach((path, result) ->
                byResult.computeIfAbsent(result, key -> new ArrayList<>()).add(quoted(path)));
        return byResult;
    }

    private static String cases(String subject, Map<String, List<String>> patterns) {
        return patterns.entrySet().stream()
                .map(entry -> "    " + String.join("|", entry.getValue()) + ") echo " + quoted(entry.getKey()) + " ;;")
                .collect(Collectors.joining("\n", "  case \"" + subject + "\" in\n", "\n  esac"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static final String BODY = """
            _globohub() {
              local cur="${COMP_WORDS[COMP_CWORD]}" path="" first="" wants="" word="" before="" i=1 n=0
              COMPREPLY=()
              while [ "$i" -lt "$COMP_CWORD" ]; do
                word="${COMP_WORDS[$i]}"
                case "$word" in
                  -*)
                    wants="$(_globohub_value "$path" "$word")"
                    if [ -n "$wants" ]; then
                      i=$((i + 1))
                      if [ "${COMP_WORDS[$i]}" = "=" ]; then i=$((i + 1)); fi
                    fi
                    ;;
                  *)
                    case " $(_globohub_words "$path") " in
                      *" $word "*) path="$path $word" ;;
                      *)
                        if [ "$n" = 0 ]; then first="$word"; fi
                        n=$((n + 1))
                        ;;
                    esac
                    ;;
                esac
                i=$((i + 1))
              done
              if [ "$i" -le "$COMP_CWORD" ]; then wants=""; fi
              if [ -z "$wants" ]; then
                case "$cur" in
                  -*) wants="=$(_globohub_words "$path")" ;;
                  *)
                    wants="$(_globohub_argument "$path" "$n")"
                    if [ -z "$wants" ]; then wants="=$(_globohub_words "$path")"; fi
                    ;;
                esac
              fi
              case "$wants" in
                =*)
                  for word in ${wants#=}; do
                    case "$cur:$word" in
                      -*) ;;
                      *:-*) continue ;;
                    esac
                    case "$word" in "$cur"*) COMPREPLY+=("$word") ;; esac
                  done
                  ;;
                FILE)
                  while IFS= read -r word; do
                    case "$word" in "$cur"*) COMPREPLY+=("$word") ;; esac
                  done < <(compgen -f -- "$cur")
                  ;;
                HOST | APP | VERSION | ROLLOUT | CONTEXT)
                  case "$cur" in *,*) before="${cur%,*}," ;; esac
                  while IFS= read -r word; do
                    case "$before$word" in "$cur"*) COMPREPLY+=("$before$word") ;; esac
                  done < <("${COMP_WORDS[0]}" names "$wants" "${cur##*,}" "$first" 2>/dev/null </dev/null)
                  ;;
              esac
            }
            complete -F _globohub PROGRAM
            """;
}
