#include "src/app/completion.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <stdexcept>
#include <vector>

#include "src/app/command_words.h"
#include "src/scenario/describe.h"
#include "src/scenario/keys.h"

namespace ogsim {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

std::vector<std::string> command_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : subcommands(app)) {
        names.push_back(command->get_name());
    }
    return names;
}

std::vector<std::string> names_of_options(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options()) {
        for (const std::string& name : option_names(*option)) {
            names.push_back(name);
        }
    }
    return names;
}

std::vector<std::string> key_words() {
    std::vector<std::string> words;
    for (const Key& key : keys()) {
        words.push_back(std::string(key.path) + "=");
    }
    return words;
}

/// What may follow `option`, or an argument of `command` where there is no option; empty: the name of a file.
std::string words_after(const CLI::App& command, const std::string& value) {
    if (value.starts_with("KEY=")) {
        return joined(key_words());
    }
    if (value == "FORMAT") {
        return "svg pdf png";
    }
    if (value == "SHELL") {
        return "bash zsh fish";
    }
    if (command.get_name() == "describe") {
        std::vector<std::string> words;
        for (const Topic& topic : topics()) {
            words.emplace_back(topic.name);
        }
        for (const Key& key : keys()) {
            words.emplace_back(key.path);
        }
        return joined(words);
    }
    return "";
}

constexpr const char* kBashHead =
    R"(# Completion of ogsim in bash; print it anew with `ogsim completion bash` after an update.
_ogsim() {
    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words= files=
    COMPREPLY=()
    # "=" breaks words in bash: what stands before it is complete.
    [[ $current == = || $before == = ]] && return
    case ${COMP_WORDS[1]} in
)";

constexpr const char* kBashTail = R"(    esac
    if [[ $COMP_CWORD -eq 1 ]]; then
        words="%COMMANDS% --help --version" files=
    fi
    [[ -n $words ]] && COMPREPLY=($(compgen -W "$words" -- "$current"))
    [[ -n $files ]] && COMPREPLY+=($(compgen -f -- "$current"))
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
}
complete -o filenames -F _ogsim ogsim
)";

/// The branch of the script that belongs to one command: words after each option that takes a value, then the rest.
std::string bash_branch(const CLI::App& command) {
    std::string branch = fmt::format("        {})\n            case $before in\n", command.get_name());
    std::string arguments;
    bool has_files = false;
    for (const CLI::Option* option : command.get_options()) {
        const std::string words = words_after(command, option->get_type_name());
        if (!option->nonpositional()) {
            arguments += " " + words;
            has_files = has_files || words.empty();
            continue;
        }
        if (takes_value(*option)) {
            std::string names;
            for (const std::string& name : option_names(*option)) {
                names += (names.empty() ? "" : "|") + name;
            }
            branch += fmt::format("                {}) {} ;;\n", names,
                                  words.empty() ? "files=yes" : fmt::format("words=\"{}\"", words));
        }
    }
    branch += fmt::format("                *) words=\"{}{}\"{} ;;\n            esac ;;\n",
                          joined(names_of_options(command)), arguments, has_files ? " files=yes" : "");
    return branch;
}

std::string bash_script(const CLI::App& app) {
    std::string script = kBashHead;
    for (const CLI::App* command : subcommands(app)) {
        script += bash_branch(*command);
    }
    std::string tail = kBashTail;
    const std::string mark = "%COMMANDS%";
    return script + tail.replace(tail.find(mark), mark.size(), joined(command_names(app)));
}

std::string in_single_quotes(const std::string& text) {
    std::string quoted = "'";
    for (const char c : text) {
        quoted += c == '\'' ? "'\\''" : std::string(1, c);
    }
    return quoted + "'";
}

std::string fish_option(const CLI::App& command, const CLI::Option& option) {
    std::string line = fmt::format("complete -c ogsim -n '__fish_seen_subcommand_from {}'", command.get_name());
    for (const std::string& name : option.get_snames()) {
        line += " -s " + name;
    }
    for (const std::string& name : option.get_lnames()) {
        line += " -l " + name;
    }
    const std::string words = words_after(command, option.get_type_name());
    if (!option.nonpositional()) {
        return words.empty() ? "" : fmt::format("{} -f -a {}\n", line, in_single_quotes(words));
    }
    if (takes_value(option)) {
        line += words.empty() ? " -r -F" : " -x -a " + in_single_quotes(words);
    }
    return fmt::format("{} -d {}\n", line, in_single_quotes(option.get_description()));
}

std::string fish_script(const CLI::App& app) {
    std::string script = "# Completion of ogsim in fish; print it anew with `ogsim completion fish` after an update.\n";
    for (const CLI::App* command : subcommands(app)) {
        script += fmt::format("complete -c ogsim -n __fish_use_subcommand -f -a {} -d {}\n", command->get_name(),
                              in_single_quotes(command->get_description()));
    }
    for (const CLI::App* command : subcommands(app)) {
        for (const CLI::Option* option : command->get_options()) {
            script += fish_option(*command, *option);
        }
    }
    return script;
}

}  // namespace

std::string completion_script(const CLI::App& app, const std::string& shell) {
    if (shell == "bash") {
        return bash_script(app);
    }
    if (shell == "zsh") {  // which runs a bash completion through its own bridge
        return "#compdef ogsim\nautoload -U +X bashcompinit && bashcompinit\n" + bash_script(app) +
               "[[ $funcstack[1] == _ogsim ]] && _bash_complete -o filenames -F _ogsim\n";
    }
    if (shell == "fish") {
        return fish_script(app);
    }
    throw std::invalid_argument(fmt::format("completion: shell = {}: must be bash, zsh or fish", shell));
}

}  // namespace ogsim
