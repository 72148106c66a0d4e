#include "src/scenario/describe_tables.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <span>
#include <utility>
#include <vector>

#include "model/data/catalogue.h"
#include "model/problem/loss.h"
#include "model/radio/device.h"
#include "model/radio/radio_profile.h"
#include "src/scenario/media_table.h"
#include "src/scenario/table_items.h"
#include "src/scenario/text_layout.h"
#include "src/scenario/value_text.h"
#include "src/scenario/word_tables.h"

namespace ogsim {
namespace {

std::vector<Line> word_lines(const Word& word) {
    return {{"about", std::string(word.description)}, {"source", std::string(word.source)}};
}

std::string_view targets_text(Targets targets) {
    switch (targets) {
        case Targets::kReal:
            return "real numbers; no accuracy";
        case Targets::kSigns:
            return "two classes";
        case Targets::kClasses:
            return "two or more classes";
    }
    return "";
}

/// Four digits and a prefix: "627 mW", "15.3 uW", "1.14 W".
std::string with_prefix(double value, std::string_view unit) {
    constexpr std::string_view kPrefixes[] = {"", "m", "u", "n", "p"};
    std::size_t prefix = 0;
    while (value > 0.0 && value < 1.0 - 1e-9 && prefix + 1 < std::size(kPrefixes)) {
        value *= 1e3;
        ++prefix;
    }
    return fmt::format("{:.4g} {}{}", value, value > 0.0 ? kPrefixes[prefix] : "", unit);
}

std::string watts(Watts power) {
    return with_prefix(power.si, "W");
}

std::string levels_text(const Device& device) {
    std::string text;
    for (const TxLevel& row : device.tx_by_dbm) {
        text += fmt::format("{}{} dBm {}", text.empty() ? "" : ", ", number_text(row.level.si), watts(row.power));
    }
    return text.empty() ? fmt::format("{} at any level", watts(device.tx))
                        : text + "; linear in dBm between them, the first also below it";
}

std::vector<Line> device_lines(const Device& device) {
    return {{"about", std::string(device.description)},
            {"radio", fmt::format("send {}, receive {}, busy {}, idle {}, sleep {}", watts(device.tx), watts(device.rx),
                                  watts(device.busy), watts(device.idle), watts(device.sleep))},
            {"send", levels_text(device)},
            {"source", std::string(device.power_source)},
            {"wake", fmt::format("{} at {}", with_prefix(device.wake_time.si, "s"), watts(device.switching))},
            {"source", std::string(device.wake_source)},
            {"compute", fmt::format("{} above the radio's, {:.4g} flop/s: {} a flop", watts(device.compute),
                                    device.flops_per_second, with_prefix(device.joules_per_flop(), "J"))},
            {"source", std::string(device.compute_source)}};
}

std::string data_origin(const DataEntry& row) {
    if (is_synthetic(row.origin)) {
        return "drawn from the seed; no test part";
    }
    return row.package.empty() ? "bundled" : fmt::format("Debian's package {}", row.package);
}

std::vector<Line> own_data_lines() {
    return {{"about", "Files of your own, plain or gzip, taken from the folder of the scenario; labels may be words."},
            {"csv",
             "A line a sample: .csv, .tsv. Commas, semicolons, tabs or blanks between the columns, a header line "
             "or none, the label last: found, or named by problem.delimiter, header and label_column."},
            {"libsvm", "label index:value ... with rising indices from 1: .libsvm, .svm."},
            {"idx",
             "The format of MNIST: .idx, -ubyte. The labels are in the file called labels where this one is "
             "called images, or in problem.labels_file."},
            {"several",
             "\"a.csv, b.csv\" or \"parts/*.csv\": one data set, features cut to the smallest count. "
             "problem.split blocks keeps each worker within one file, files gives each worker one."},
            {"limits", "1000000 features, 300000000 numbers, 2 GiB a file."}};
}

}  // namespace

std::vector<Item> problem_items() {
    return table_items(loss_catalogue(), [](const LossEntry& row) -> std::vector<Line> {
        return {{"loss", std::string(row.formula)},
                {"targets", std::string(targets_text(row.targets))},
                {"L", std::string(row.smoothness)},
                {"strongly convex", std::string(row.strongly_convex)},
                {"optimum", std::string(row.optimum)},
                {"cost", fmt::format("{} flop per entry of theta and sample", number_text(row.flops_per_entry))},
                {"source", std::string(row.source)}};
    });
}

std::vector<Item> data_items() {
    std::vector<Item> items = table_items(data_catalogue(), [](const DataEntry& row) -> std::vector<Line> {
        return {
            {"about", std::string(row.description)}, {"origin", data_origin(row)}, {"source", std::string(row.source)}};
    });
    items.push_back({.heading = "PATH", .lines = own_data_lines()});
    return items;
}

std::vector<Item> split_items() {
    return table_items(split_table(), word_lines);
}

std::vector<Item> medium_items() {
    return table_items(media_table(), [](const MediumRow& row) -> std::vector<Line> {
        return {{"models", std::string(row.models)},
                {"costs", std::string(row.costs)},
                {"leaves out", std::string(row.limits)}};
    });
}

std::vector<Item> radio_items() {
    return table_items(radio_catalogue(), [](const RadioProfile& row) -> std::vector<Line> {
        return {{"rates", fmt::format("{}", fmt::join(names(row.modes), ", "))},
                {"default", fmt::format("{}; broadcasts and acknowledgements {}", row.data_mode, row.control_mode)},
                {"access", row.access == Access::kDcf ? "DCF of 802.11" : "unslotted CSMA/CA of 802.15.4"},
                {"sends at", fmt::format("{} dBm, in {} MHz around {} MHz", number_text(row.tx_power.si),
                                         number_text(1e-6 * row.bandwidth_hz), number_text(1e-6 * row.frequency_hz))},
                {"hears", fmt::format("frames from {} dBm, a busy channel from {} dBm", number_text(row.sensitivity.si),
                                      number_text(row.energy_detection.si))},
                {"fragment", fmt::format("{} bytes", row.fragment.count)}};
    });
}

std::vector<Item> device_items() {
    return table_items(device_catalogue(), device_lines);
}

std::vector<Item> word_items() {
    struct Table {
        std::string_view key;
        std::span<const Word> words;
    };
    std::vector<Item> all;
    for (const Table& table :
         {Table{"problem.delimiter", delimiter_table()}, Table{"problem.header", header_table()},
          Table{"problem.loss_scale", loss_scale_table()}, Table{"problem.scaling", scaling_table()},
          Table{"problem.optimum", optimum_table()}, Table{"method.ordering", ordering_table()},
          Table{"network.layout", layout_table()}, Table{"network.sleep", sleep_table()},
          Table{"network.downlink", downlink_table()}, Table{"network.ordering_clock", ordering_clock_table()},
          Table{"method.summation", summation_table()}, Table{"method.state", state_table()},
          Table{"network.downlink_repair", repair_table()},
          Table{"network.channel.fading", fading_table()}, Table{"network.mobility.motion", motion_table()},
          Table{"network.interference.kind", interference_table()}, Table{"network.wifi.standard", standard_table()},
          Table{"network.wifi.rate_control", rate_control_table()}, Table{"energy.battery_model", battery_table()}}) {
        for (Item& item : table_items(table.words, word_lines)) {
            item.section = fmt::format("values of {}", table.key);
            all.push_back(std::move(item));
        }
    }
    return all;
}

std::string exit_codes() {
    return labelled("0",
                    "A result. Also where the run diverged, a battery died or the target was not reached: the "
                    "status in summary.json says so.",
                    0, 4) +
           labelled("2",
                    "Your input: the scenario, a file that it names, or the command line. Nothing was run, nothing "
                    "was overwritten.",
                    0, 4) +
           labelled("3", "The program could not finish: a full disk, not enough memory, a fault of its own.", 0, 4);
}

}  // namespace ogsim
