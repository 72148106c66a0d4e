#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "src/record/activity.h"
#include "src/record/study/store.h"
#include "src/record/table.h"

/// A small study with made-up results, for the tests of its file.
namespace ogsim {

inline constexpr const char* kMadeBy =
    R"({"ogsim": "1.2", "commit": "abc", "ns3": "3.37", "command_line": "ogsim sweep"})";

inline StudyFacts sample_facts(int replicas = 2) {
    return {.name = "sample",
            .title = "Does it pay, \"really\"?",
            .definition = "[sweep]\n",
            .varied_keys = {"method.name", "network.workers"},
            .provenance = kMadeBy,
            .replicas = replicas};
}

/// Methods gd and "ordered-timer", 5 and 10 workers, so many replicas.
inline std::vector<PlannedRow> sample_plan(int replicas = 2) {
    std::vector<PlannedRow> runs;
    for (const char* const method : {"\"gd\"", "\"ordered-timer\""}) {
        for (const char* const workers : {"5", "10"}) {
            for (int replica = 1; replica <= replicas; ++replica) {
                runs.push_back({.hash = fmt::format("hash-{}-{}-{}", method, workers, replica),
                                .replica = replica,
                                .seed = 6 + replica,
                                .varied = {{"method.name", method}, {"network.workers", workers}},
                                .scenario = "[network]\nworkers = " + std::string(workers) + "\n",
                                .repeat = fmt::format("ogsim run a.toml --set network.workers={}", workers)});
            }
        }
    }
    return runs;
}

/// Any finite double, of any size, and now and then a whole one or a zero.
inline double any_double(std::mt19937_64& random) {
    switch (random() % 4) {
        case 0:
            return static_cast<double>(random() % 1000);
        case 1:
            return std::ldexp(static_cast<double>(random()), static_cast<int>(random() % 600) - 360);
        default:
            return static_cast<double>(random()) / static_cast<double>(std::mt19937_64::max());
    }
}

inline std::optional<double> any_or_nothing(std::mt19937_64& random) {
    const double value = any_double(random);
    return random() % 3 == 0 ? std::nullopt : std::optional(value);
}

inline RoundRow any_round(std::int64_t round, std::mt19937_64& random) {
    RoundRow row;
    row.round = round;
    row.sim_time_s = any_double(random);
    row.loss = any_or_nothing(random);
    row.gap = any_or_nothing(random);
    row.accuracy = any_or_nothing(random);
    row.fates = {.offered = 10, .ended = {4, 3, 2, 1}};
    row.uplink_bytes = static_cast<std::int64_t>(random() >> 1);
    for (double& energy : row.joules.radio) {
        energy = any_double(random);
    }
    row.cumulative_total_j = any_double(random);
    return row;
}

inline WorkerRow any_worker(int worker, std::mt19937_64& random) {
    WorkerRow row;
    row.worker = worker;
    row.samples = static_cast<std::int64_t>(random() % 100);
    for (double& time : row.state_s) {
        time = any_double(random);
    }
    row.died_at_s = any_or_nothing(random);
    return row;
}

/// What a run with this seed might have left.
inline RunRecord sample_record(std::uint64_t seed, int rounds = 5, int workers = 3) {
    std::mt19937_64 random(seed);
    Summary summary;
    summary.title = "a title, with a comma";
    summary.method = "gd";
    summary.rounds = rounds;
    summary.joules.radio = {any_double(random), 0.25, 0.0, 3.0, 0.0, 0.0, 0.0};
    summary.final_gap = any_or_nothing(random);
    RunRecord record{.summary_json = json_text(summary),
                     .rounds_csv = round_csv_header(),
                     .workers_csv = worker_csv_header(),
                     .activity_csv = ""};
    for (int round = 1; round <= rounds; ++round) {
        record.rounds_csv += csv_line(any_round(round, random));
    }
    for (int worker = 0; worker < workers; ++worker) {
        record.workers_csv += csv_line(any_worker(worker, random));
    }
    if (seed % 2 == 0) {
        record.activity_csv = activity_csv_header() + "1,0,tx update,0.5,0.625,again\n1,,closed,0.75,0.75,\n";
    }
    return record;
}

inline const Effort kEffort{.wall_s = 0.5, .peak_memory_kib = 2048, .host = "here"};

/// A folder of its own for each test.
class StudyTest : public testing::Test {
 protected:
    StudyTest() : folder_(std::filesystem::path(testing::TempDir()) / fmt::format("ogsim-study-{}", ::getpid())) {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
    ~StudyTest() override { std::filesystem::remove_all(folder_); }

    [[nodiscard]] std::filesystem::path at(const std::string& name) const { return folder_ / name; }
    static std::string text_of(const std::filesystem::path& path) {
        std::ifstream file(path, std::ios::binary);
        return std::string{std::istreambuf_iterator<char>(file), {}};
    }
    [[nodiscard]] std::set<std::string> names() const {
        std::set<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
            names.insert(entry.path().filename().string());
        }
        return names;
    }
    /// A closed study whose runs at these positions are done, in this order.
    void write_study(const std::string& name, const std::vector<std::size_t>& done) const {
        StudyStore store(at(name));
        store.plan(sample_facts(), sample_plan());
        for (const std::size_t position : done) {
            store.put(position, sample_record(position), kEffort);
        }
        store.close();
    }

    std::filesystem::path folder_;
};

/// The exit code of a child process that does this; nothing where it threw or was killed.
template <class Work>
std::optional<int> code_of_child(Work work) {
    const ::pid_t child = ::fork();
    if (child == 0) {
        try {
            ::_exit(work());
        } catch (const std::exception& fault) {
            fmt::print(stderr, "{}\n", fault.what());
            std::abort();
        }
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? std::optional(WEXITSTATUS(status)) : std::nullopt;
}

/// What `work` says as it refuses; empty where it does not.
template <class Fault = std::invalid_argument, class Work>
std::string refusal(Work work) {
    try {
        work();
    } catch (const Fault& fault) {
        return fault.what();
    }
    return "";
}

}  // namespace ogsim
