#include "src/app/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "src/app/commands.h"
#include "src/scenario/nearest.h"

namespace ogsim {
namespace {

constexpr const char* kExitCodes = "Exit codes: 0 a result, 2 bad input, 3 could not finish.";

// All that the options of the subcommands fill in.
struct Request {
    RunRequest run;
    std::optional<std::string> seed;  // of --seed
    TimelineRequest timeline;
    SweepRequest sweep;
    ReportCommandRequest report;
    std::string study, sql, out;
    std::vector<std::string> shards;
    bool as_csv = false;
    std::vector<std::string> topic;
    std::vector<std::string> folders;
};

/// May be given many times, with one value each.
CLI::Option* add_many(CLI::Option* option) {
    return option->expected(1)->allow_extra_args(false)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_scenario(CLI::App& command, Request& request) {
    command.add_option("scenario", request.run.scenario_file, "Scenario file (TOML)")->required()->type_name("FILE");
    add_many(
        command.add_option("--set", request.run.settings, "Set a key over what the file says; may be given many times"))
        ->type_name("KEY=VALUE");
}

void add_run(CLI::App& app, Request& request) {
    CLI::App& run = *app.add_subcommand("run", "Run a scenario and write a run folder");
    add_scenario(run, request);
    run.add_option("--seed", request.seed, "The same as --set run.seed=N")->type_name("N");
    add_many(run.add_option("--each", request.run.each,
                            "Run once with each of these values and compare; given more than once: every combination"))
        ->type_name("KEY=VALUE,VALUE...");
    const auto switch_on = [&](const char* name, const char* key, const char* what) {
        run.add_flag_callback(
            name, [&request, key] { request.run.settings.push_back(fmt::format("{}=true", key)); },
            fmt::format("{}; the same as --set {}=true", what, key));
    };
    switch_on("--messages", "record.messages", "Write messages.csv");
    switch_on("--timeline", "record.timeline", "Write timeline.json");
    run.add_option("--out", request.run.out, "Folder to write; by default named by the scenario")->type_name("DIR");
}

void add_sweep(CLI::App& app, Request& request) {
    SweepRequest& sweep = request.sweep;
    CLI::App& command = *app.add_subcommand("sweep", "Run all that a scenario's [sweep] asks for, into one study file");
    command.add_option("scenario", sweep.scenario_file, "Scenario file (TOML)")->required()->type_name("FILE");
    add_many(command.add_option("--set", sweep.settings, "Set a key over what the file says; may be given many times"))
        ->type_name("KEY=VALUE");
    add_many(command.add_option("--each", sweep.each, "Vary this key as well; may be given many times"))
        ->type_name("KEY=VALUE,VALUE...");
    command.add_option("--replicas", sweep.replicas, "Runs of each combination, each with another seed")
        ->type_name("N");
    command.add_option("-o,--out", sweep.out, "Study file to write or to go on with; by default runs/NAME.sqlite")
        ->type_name("FILE");
    command.add_option("-j,--jobs", sweep.jobs, "Processes at a time; by default one a core")->type_name("N");
    command.add_flag("-n,--dry-run", sweep.is_dry_run,
                     "List the runs, which are done, and how long the rest will take");
    command.add_option("--shard", sweep.shard, "Run the k-th of n equal parts, into a file of its own; see merge")
        ->type_name("K/N");
    command.add_flag("--retry", sweep.retries, "Run what failed before once more");
    command.add_option("--time-limit", sweep.time_limit_s, "Wall seconds after which a run is given up")
        ->type_name("S");
    command.add_option("--memory-limit", sweep.memory_limit_mb, "Megabytes at which a run is given up")
        ->type_name("MB");
}

void add_report_sources(CLI::App& command, Request& request) {
    command.add_option("source", request.report.sources, "Study files and run folders")
        ->required()
        ->type_name("STUDY|RUN...");
    command.add_option("--target", request.report.target, "Costs up to this point; by default where the runs stop")
        ->type_name("accuracy=A|gap=G|loss=L");
    command.add_option("--baseline", request.report.baseline, "What ratios are taken against; by default gd")
        ->type_name("NAME");
}

void add_report(CLI::App& app, Request& request) {
    CLI::App& report = *app.add_subcommand("report", "Make one page of a study: the answer, and every figure");
    add_report_sources(report, request);
    report.add_option("-o,--out", request.report.out, "Page to write; by default the study's name with .html")
        ->type_name("FILE");
    CLI::App& plot = *app.add_subcommand("plot", "Draw a study's figures for a paper, with gnuplot");
    add_report_sources(plot, request);
    plot.add_option("-o,--out", request.report.out, "Folder to write; by default the study's name with -plots")
        ->type_name("DIR");
    add_many(plot.add_option("--figure", request.report.figures, "One figure; may be given many times"))
        ->type_name("NAME");
    add_many(plot.add_option("--format", request.report.formats, "svg, pdf or png; by default all three"))
        ->type_name("FORMAT");
    plot.add_option("--width-cm", request.report.width_cm, "Width of a figure")->capture_default_str()->type_name("W");
}

void add_study(CLI::App& app, Request& request) {
    const auto add_file = [&](CLI::App& command) {
        command.add_option("study", request.study, "Study file")->required()->type_name("STUDY");
    };
    CLI::App& exporting = *app.add_subcommand("export", "Write a study as CSV files");
    add_file(exporting);
    exporting.add_option("-o,--out", request.out, "Folder to write; by default the study's name with -csv")
        ->type_name("DIR");
    CLI::App& query = *app.add_subcommand("query", "Ask a study in SQL, and print the rows");
    add_file(query);
    query.add_option("sql", request.sql, "Such as: SELECT * FROM result")->required()->type_name("SQL");
    query.add_flag("--csv", request.as_csv, "Print CSV instead of a table");
    CLI::App& merge = *app.add_subcommand("merge", "Put the shards of a study together");
    merge.add_option("out", request.out, "Study file to write or to add to")->required()->type_name("STUDY");
    merge.add_option("shard", request.shards, "Study files of the shards")->required()->type_name("SHARD...");
}

void add_timeline(CLI::App& app, Request& request) {
    CLI::App& timeline = *app.add_subcommand("timeline", "Draw one round of a run: who sent, heard and slept when");
    timeline.add_option("folder", request.timeline.folder, "Run folder")->required()->type_name("DIR");
    timeline.add_option("--round", request.timeline.round, "Which round")->required()->type_name("K");
    timeline.add_option("--width", request.timeline.width, "Columns to fill; by default the terminal's")
        ->type_name("N");
    timeline.add_flag("--all", request.timeline.all, "Draw the workers that sent nothing, too");
}

void add_commands(CLI::App& app, Request& request) {
    add_run(app, request);
    add_sweep(app, request);
    add_report(app, request);
    add_study(app, request);
    add_scenario(*app.add_subcommand("check", "Say whether a scenario is sound, and all that is wrong"), request);
    app.add_subcommand("describe", "Explain keys, methods, media, devices ...: without a topic, list the topics")
        ->add_option("topic", request.topic, "A topic, a section or a key")
        ->type_name("TOPIC");
    app.add_subcommand("compare", "Put run folders side by side in one table")
        ->add_option("folder", request.folders, "Run folders, or folders of run folders")
        ->required()
        ->type_name("DIR...");
    add_timeline(app, request);
}

std::string joined(const std::vector<std::string>& words, char between) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : std::string(1, between)) + word;
    }
    return text;
}

int follow(const CLI::App& app, const Request& request) {
    if (app.got_subcommand("run")) {
        RunRequest run = request.run;
        if (request.seed) {
            run.settings.push_back("run.seed=" + *request.seed);
        }
        return run_command(run);
    }
    if (app.got_subcommand("sweep")) {
        SweepRequest sweep = request.sweep;
        sweep.command_line = request.run.command_line;
        return sweep_command(sweep);
    }
    if (app.got_subcommand("report")) {
        return report_command(request.report);
    }
    if (app.got_subcommand("plot")) {
        return plot_command(request.report);
    }
    if (app.got_subcommand("export")) {
        return export_command(request.study, request.out);
    }
    if (app.got_subcommand("query")) {
        return query_command(request.study, request.sql, request.as_csv);
    }
    if (app.got_subcommand("merge")) {
        return merge_command(request.out, request.shards);
    }
    if (app.got_subcommand("check")) {
        return check_command(request.run.scenario_file, request.run.settings);
    }
    if (app.got_subcommand("compare")) {
        return compare_command(request.folders);
    }
    if (app.got_subcommand("timeline")) {
        return timeline_command(request.timeline);
    }
    return describe_command(joined(request.topic, '-'));  // "exit codes" is the topic exit-codes
}

std::vector<std::string> command_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
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
    app.footer(kExitCodes);
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
