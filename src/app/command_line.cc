#include "src/app/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "src/app/command_tree.h"
#include "src/app/command_words.h"
#include "src/app/commands.h"
#include "src/app/completion.h"
#include "src/app/manual.h"
#include "src/scenario/nearest.h"

namespace ogsim {
namespace {

constexpr const char* kFooter =
    "From a question to an answer:\n"
    "  ogsim describe                                 what there is to choose from\n"
    "  ogsim run scenarios/quickstart.toml            one run\n"
    "  ogsim sweep scenarios/quickstart.toml          many: methods, sizes, replicas\n"
    "  ogsim report runs/quickstart.sqlite            a page to read and to send on\n\n"
    "`ogsim COMMAND --help` explains each command.\n\n"
    "Exit codes: 0 a result, 2 bad input, 3 could not finish.";

std::string joined(const std::vector<std::string>& words, char between) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : std::string(1, between)) + word;
    }
    return text;
}

int run_requested(const Request& request) {
    RunRequest run = request.run;
    if (request.seed) {
        run.settings.push_back("run.seed=" + *request.seed);
    }
    return run_command(run);
}

int sweep_requested(const Request& request) {
    SweepRequest sweep = request.sweep;
    sweep.command_line = request.run.command_line;
    return sweep_command(sweep);
}

/// A text is the whole answer.
int printed(const std::string& text) {
    fmt::print("{}", text);
    return kResult;
}

using Act = int (*)(const CLI::App&, const Request&);

// "exit codes" is the topic exit-codes.
constexpr std::pair<const char*, Act> kActs[] = {
    {"run", [](const CLI::App&, const Request& r) { return run_requested(r); }},
    {"sweep", [](const CLI::App&, const Request& r) { return sweep_requested(r); }},
    {"report", [](const CLI::App&, const Request& r) { return report_command(r.report); }},
    {"plot", [](const CLI::App&, const Request& r) { return plot_command(r.report); }},
    {"export", [](const CLI::App&, const Request& r) { return export_command(r.study, r.out); }},
    {"query", [](const CLI::App&, const Request& r) { return query_command(r.study, r.sql, r.as_csv); }},
    {"merge", [](const CLI::App&, const Request& r) { return merge_command(r.out, r.shards); }},
    {"check", [](const CLI::App&, const Request& r) { return check_command(r.run.scenario_file, r.run.settings); }},
    {"describe", [](const CLI::App&, const Request& r) { return describe_command(joined(r.topic, '-')); }},
    {"compare", [](const CLI::App&, const Request& r) { return compare_command(r.folders); }},
    {"timeline", [](const CLI::App&, const Request& r) { return timeline_command(r.timeline); }},
    {"completion", [](const CLI::App& app, const Request& r) { return printed(completion_script(app, r.shell)); }},
    {"man", [](const CLI::App& app, const Request&) { return printed(manual_page(app, OGSIM_VERSION)); }},
};

int follow(const CLI::App& app, const Request& request) {
    const std::string name = app.get_subcommands().front()->get_name();
    const auto* const act =
        std::find_if(std::begin(kActs), std::end(kActs), [&](const auto& one) { return name == one.first; });
    return act->second(app, request);
}

std::vector<std::string> command_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : subcommands(app)) {
        names.push_back(command->get_name());
    }
    return names;
}

// Help and version go to standard output and are results; anything else is a fault of the command line.
int answer(const CLI::App& app, const CLI::ParseError& error, const std::vector<std::string>& words) {
    if (error.get_exit_code() == 0) {
        return app.exit(error, std::cout, std::cerr);
    }
    const std::vector<std::string> known = command_names(app);
    const bool names_command = words.size() > 1 && !words[1].starts_with('-');
    if (names_command && app.get_subcommands().empty()) {
        std::cerr << "ogsim: unknown command " << words[1] << did_you_mean(nearest_word(words[1], known)) << "\n";
    } else if (words.size() < 2) {
        std::cerr << app.help();
    } else {
        std::cerr << "ogsim: " << error.what() << "\n";
    }
    std::cerr << "Commands: " << joined(known, ' ') << "; `ogsim COMMAND --help` explains each.\n";
    return kBadInput;
}

}  // namespace

int follow_command_line(int argc, const char* const* argv) {
    const std::vector<std::string> words(argv, argv + argc);
    CLI::App app{"ogsim: what distributed learning over a radio costs in joules, seconds and bytes", "ogsim"};
    app.footer(kFooter);
    app.set_version_flag("--version", "ogsim " OGSIM_VERSION);
    app.require_subcommand(1);
    Request request;
    request.run.command_line = joined(words, ' ');
    add_commands(app, request);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return answer(app, error, words);
    }
    return follow(app, request);
}

}  // namespace ogsim
