#include "src/app/command_tree.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

namespace ogsim {
namespace {

/// May be given many times, with one value each.
CLI::Option* add_many(CLI::Option* option) {
    return option->expected(1)->allow_extra_args(false)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_scenario(CLI::App& command, std::string& file, std::vector<std::string>& settings) {
    command.add_option("scenario", file, "Scenario file (TOML)")->required()->type_name("FILE");
    add_many(command.add_option("--set", settings, "Set a key over what the file says; may be given many times"))
        ->type_name("KEY=VALUE");
}

void add_run(CLI::App& app, Request& request) {
    CLI::App& run = *app.add_subcommand("run", "Run a scenario and write a run folder");
    add_scenario(run, request.run.scenario_file, request.run.settings);
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
    run.add_option("--out", request.run.out, "Folder to write; by default runs/NAME-HASH")->type_name("DIR");
    run.add_option("--threads", request.run.threads,
                   "Threads that share the gradients; by default one a core. Results do not depend on it")
        ->type_name("N");
    run.footer(
        "Examples:\n"
        "  ogsim run scenarios/quickstart.toml\n"
        "  ogsim run scenarios/quickstart.toml --set method.name=gd --seed 12 --out runs/gd\n"
        "  ogsim run scenarios/media.toml --each network.medium=ideal,cell,wifi\n\n"
        "The folder holds scenario.toml (every key), rounds.csv, workers.csv, summary.json and provenance.json. The\n"
        "same scenario, seed and version give the same bytes. With a [sweep] in the file, `ogsim sweep` runs it all.");
}

void add_sweep(CLI::App& app, Request& request) {
    SweepRequest& sweep = request.sweep;
    CLI::App& command = *app.add_subcommand("sweep", "Run all that a scenario's [sweep] asks for, into one study file");
    add_scenario(command, sweep.scenario_file, sweep.settings);
    add_many(command.add_option("--each", sweep.each, "Vary this key as well; may be given many times"))
        ->type_name("KEY=VALUE,VALUE...");
    command.add_option("--replicas", sweep.replicas, "Runs of each combination, each with another seed")
        ->type_name("N");
    command.add_option("-o,--out", sweep.out, "Study file to write or to go on with; by default runs/NAME.sqlite")
        ->type_name("STUDY");
    command.add_option("-j,--jobs", sweep.jobs, "Processes at a time; by default one a core")->type_name("N");
    command.add_flag("-n,--dry-run", sweep.is_dry_run,
                     "List the runs, which are done, and how long the rest will take");
    command.add_option("--shard", sweep.shard, "Run the K-th of N equal parts, into a file of its own; see merge")
        ->type_name("K/N");
    command.add_flag("--retry", sweep.retries, "Run what failed before once more");
    command.add_option("--time-limit", sweep.time_limit_s, "Wall seconds after which a run is given up")
        ->type_name("S");
    command.add_option("--memory-limit", sweep.memory_limit_mb, "Megabytes at which a run is given up")
        ->type_name("MB");
    command.footer(
        "Examples:\n"
        "  ogsim sweep scenarios/quickstart.toml\n"
        "  ogsim sweep scenarios/quickstart.toml --dry-run\n"
        "  ogsim sweep scenarios/loss.toml --each network.workers=10,20,50 --replicas 10 -j 4\n"
        "  mpirun -n 16 ogsim sweep scenarios/loss.toml\n\n"
        "Stopped at any instant, the same command goes on with what is missing. A run that crashes or passes its\n"
        "limits is recorded with the command that repeats it, and the rest goes on (exit code 3 at the end).\n"
        "`ogsim describe sweep` explains the section.");
}

void add_sources(CLI::App& command, Request& request) {
    command.add_option("source", request.report.sources, "Study files, run folders, or folders of run folders")
        ->required()
        ->type_name("STUDY|RUN...");
    command.add_option("--target", request.report.target, "Costs up to this point; by default where the runs stop")
        ->type_name("accuracy=A|gap=G|loss=L");
    command.add_option("--baseline", request.report.baseline, "What ratios are taken against; by default gd")
        ->type_name("NAME");
}

void add_report(CLI::App& app, Request& request) {
    CLI::App& report = *app.add_subcommand("report", "Make one page of a study: the answer, and every figure");
    add_sources(report, request);
    report.add_option("-o,--out", request.report.out, "Page to write; by default the study's name with .html")
        ->type_name("FILE");
    report.footer(
        "Examples:\n"
        "  ogsim report runs/quickstart.sqlite\n"
        "  ogsim report runs/quickstart.sqlite --target accuracy=0.9 --baseline lag-wk -o page.html\n"
        "  ogsim report runs/quickstart-*/\n\n"
        "The page is one file that needs no network. A study may be reported while it is still running.");
}

void add_plot(CLI::App& app, Request& request) {
    CLI::App& plot = *app.add_subcommand("plot", "Draw a study's figures for a paper, with gnuplot");
    add_sources(plot, request);
    plot.add_option("-o,--out", request.report.out, "Folder to write; by default the study's name with -plots")
        ->type_name("DIR");
    add_many(plot.add_option("--figure", request.report.figures, "One figure by name; may be given many times"))
        ->type_name("NAME");
    add_many(plot.add_option("--format", request.report.formats, "svg, pdf or png; by default all three"))
        ->type_name("FORMAT");
    plot.add_option("--width-cm", request.report.width_cm, "Width of a figure")->capture_default_str()->type_name("W");
    plot.footer(
        "Examples:\n"
        "  ogsim plot runs/quickstart.sqlite\n"
        "  ogsim plot runs/quickstart.sqlite --figure curves --format pdf --width-cm 17.8");
}

void add_study_files(CLI::App& app, Request& request) {
    const auto add_file = [&](CLI::App& command) {
        command.add_option("study", request.study, "Study file")->required()->type_name("STUDY");
    };
    CLI::App& exporting = *app.add_subcommand("export", "Write a study as CSV files");
    add_file(exporting);
    exporting.add_option("-o,--out", request.out, "Folder to write; by default the study's name with -csv")
        ->type_name("DIR");
    exporting.footer("Example:\n  ogsim export runs/quickstart.sqlite -o csv");
    CLI::App& query = *app.add_subcommand("query", "Ask a study in SQL, and print the rows");
    add_file(query);
    query.add_option("sql", request.sql, "A SELECT; the view `result` has a row for each run")
        ->required()
        ->type_name("SQL");
    query.add_flag("--csv", request.as_csv, "Print CSV instead of a table");
    query.footer(
        "Examples:\n"
        "  ogsim query runs/quickstart.sqlite 'SELECT \"method.name\", avg(total_j) FROM result GROUP BY 1'\n"
        "  ogsim query runs/quickstart.sqlite \"SELECT name FROM sqlite_master\"");
    CLI::App& merge = *app.add_subcommand("merge", "Put the shards of a study together");
    merge.add_option("out", request.out, "Study file to write or to add to")->required()->type_name("STUDY");
    merge.add_option("shard", request.shards, "Study files of the shards")->required()->type_name("SHARD...");
    merge.footer(
        "Example:\n"
        "  ogsim sweep scenarios/loss.toml --shard 1/2 -o a.sqlite\n"
        "  ogsim sweep scenarios/loss.toml --shard 2/2 -o b.sqlite\n"
        "  ogsim merge runs/loss.sqlite a.sqlite b.sqlite");
}

void add_timeline(CLI::App& app, Request& request) {
    CLI::App& timeline = *app.add_subcommand("timeline", "Draw one round of a run: who sent, heard and slept when");
    timeline.add_option("folder", request.timeline.folder, "Run folder")->required()->type_name("DIR");
    timeline.add_option("--round", request.timeline.round, "Which round")->required()->type_name("K");
    timeline.add_option("--width", request.timeline.width, "Columns to fill; by default the terminal's")
        ->type_name("N");
    timeline.add_flag("--all", request.timeline.all, "Draw the workers that sent nothing, too");
    timeline.footer("Example:\n  ogsim timeline runs/quickstart-0123456789abcdef --round 10");
}

void add_explanations(CLI::App& app, Request& request) {
    CLI::App& check = *app.add_subcommand("check", "Say whether a scenario is sound, and all that is wrong");
    add_scenario(check, request.run.scenario_file, request.run.settings);
    check.footer("Example:\n  ogsim check scenarios/quickstart.toml --set network.workers=50");
    CLI::App& describe =
        *app.add_subcommand("describe", "Explain keys, methods, media, devices ...: without a topic, list the topics");
    describe.add_option("topic", request.topic, "A topic, a section or a key")->type_name("TOPIC");
    describe.footer(
        "Examples:\n"
        "  ogsim describe methods\n"
        "  ogsim describe network.radius_m\n"
        "  ogsim describe esp32");
    CLI::App& compare = *app.add_subcommand("compare", "Put run folders side by side in one table");
    compare.add_option("folder", request.folders, "Run folders, or folders of run folders")
        ->required()
        ->type_name("DIR...");
    compare.footer("Example:\n  ogsim compare runs/");
}

void add_shell_helps(CLI::App& app, Request& request) {
    CLI::App& completion = *app.add_subcommand("completion", "Print a script that completes ogsim's words in a shell");
    completion.add_option("shell", request.shell, "bash, zsh or fish")->required()->type_name("SHELL");
    completion.footer(
        "Examples:\n"
        "  source <(ogsim completion bash)                                      # this shell\n"
        "  ogsim completion bash > ~/.local/share/bash-completion/completions/ogsim\n"
        "  ogsim completion zsh > \"${fpath[1]}/_ogsim\"\n"
        "  ogsim completion fish > ~/.config/fish/completions/ogsim.fish");
    app.add_subcommand("man", "Print the manual page")
        ->footer(
            "Examples:\n"
            "  ogsim man | man -l -\n"
            "  ogsim man > ~/.local/share/man/man1/ogsim.1");
}

}  // namespace

void add_commands(CLI::App& app, Request& request) {
    add_run(app, request);
    add_sweep(app, request);
    add_report(app, request);
    add_plot(app, request);
    add_study_files(app, request);
    add_explanations(app, request);
    add_timeline(app, request);
    add_shell_helps(app, request);
}

}  // namespace ogsim
