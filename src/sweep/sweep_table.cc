#include "src/sweep/sweep_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include "src/scenario/nearest.h"
#include "src/scenario/parse.h"
#include "src/scenario/value_text.h"
#include "src/sweep/each_option.h"

namespace ogsim {
namespace {

/// Reads one [sweep].
class Reader {
 public:
    explicit Reader(SweepTable& table) : table_(table) {}

    void read(const Tree& sweep) {
        if (!is_table(sweep)) {
            complain(sweep, "sweep", "is a section, [sweep], and takes no value");
            return;
        }
        for (const Tree& entry : sweep.inside) {
            if (const auto reader = kReaders.find(entry.name); reader != kReaders.end()) {
                (this->*reader->second)(entry);
            } else {
                read_axis(entry, entry.name);
            }
        }
    }

 private:
    using Method = void (Reader::*)(const Tree&);
    static const std::map<std::string, Method, std::less<>> kReaders;

    static bool is_table(const Tree& tree) { return std::holds_alternative<TableValue>(tree.value); }

    void complain(const Tree& at, const std::string& path, const std::string& fault) {
        table_.faults.push_back(fmt::format("{}: {} = {}: {}", at.place, path, shown(at.value), fault));
    }

    /// A key with its values, or a section with keys.
    void read_axis(const Tree& entry, const std::string& path) {
        if (is_table(entry) && find_key(path) == nullptr && is_section(path)) {
            for (const Tree& inner : entry.inside) {
                read_axis(inner, path + "." + inner.name);
            }
            return;
        }
        if (const auto column = read_column(entry, path)) {
            add({.columns = {*column}});
        }
    }

    std::optional<Column> read_column(const Tree& entry, const std::string& path) {
        const std::size_t before = table_.faults.size();
        try {
            const Key& key = varied_key(path, entry.place);
            if (!places_.emplace(path, entry.place).second) {
                throw std::invalid_argument(
                    fmt::format("{}: sweep.{}: is varied at {} already", entry.place, path, places_[path]));
            }
            Column column = column_of(key, entry, table_.faults);
            if (table_.faults.size() == before) {
                return column;
            }
        } catch (const std::invalid_argument& fault) {
            table_.faults.emplace_back(fault.what());
        }
        return std::nullopt;
    }

    void add(Axis axis) {
        check_rows(axis, table_.faults);
        table_.axes.push_back(std::move(axis));
    }

    void read_together(const Tree& entry) {
        constexpr const char* kForm = "must be a list of tables, [ { \"KEY\" = [...], \"KEY\" = [...] } ]";
        if (!entry.is_list) {
            complain(entry, "sweep.together", kForm);
            return;
        }
        for (const Tree& group : entry.inside) {
            if (!is_table(group) || group.inside.size() < 2) {
                complain(group, "sweep.together", fmt::format("{}, of two keys or more each", kForm));
                continue;
            }
            read_group(group);
        }
    }

    void read_group(const Tree& group) {
        Axis axis;
        std::size_t read = 0;
        read_columns(group, "", axis, read);
        if (axis.columns.size() == read) {
            add(std::move(axis));
        }
    }

    void read_columns(const Tree& group, const std::string& section, Axis& axis, std::size_t& read) {
        for (const Tree& entry : group.inside) {
            const std::string path = section + entry.name;
            if (is_table(entry) && find_key(path) == nullptr && is_section(path)) {
                read_columns(entry, path + ".", axis, read);
                continue;
            }
            ++read;
            if (auto column = read_column(entry, path)) {
                axis.columns.push_back(std::move(*column));
            }
        }
    }

    void read_where(const Tree& entry) {
        if (!entry.is_list) {
            complain(entry, "sweep.where", "must be a list of texts such as \"network.workers <= 50\"");
            return;
        }
        for (const Tree& one : entry.inside) {
            const auto* text = std::get_if<std::string>(&one.value);
            if (text == nullptr) {
                complain(one, "sweep.where", "must be a text such as \"network.workers <= 50\"");
                continue;
            }
            try {
                table_.where.push_back({one.place, *text, parse_constraint(*text)});
            } catch (const std::invalid_argument& fault) {
                complain(one, "sweep.where", fault.what());
            }
        }
    }

    void read_replicas(const Tree& entry) {
        const auto* number = std::get_if<std::int64_t>(&entry.value);
        if (number == nullptr || *number < 1 || *number > 1000000) {
            complain(entry, "sweep.replicas", "must be a whole number from 1 to 1000000");
            return;
        }
        table_.replicas = static_cast<int>(*number);
    }

    void read_time_limit(const Tree& entry) {
        const auto* whole = std::get_if<std::int64_t>(&entry.value);
        const auto* number = std::get_if<double>(&entry.value);
        const double seconds = whole != nullptr ? static_cast<double>(*whole) : number != nullptr ? *number : 0.0;
        if (!(seconds > 0.0 && seconds <= 1e9)) {
            complain(entry, "sweep.time_limit_s", "must be > 0 and <= 1000000000 s of wall time");
            return;
        }
        table_.time_limit_s = seconds;
    }

    void read_memory_limit(const Tree& entry) {
        const auto* number = std::get_if<std::int64_t>(&entry.value);
        if (number == nullptr || *number < 1 || *number > 1000000000) {
            complain(entry, "sweep.memory_limit_mb", "must be a whole number from 1 to 1000000000 MB");
            return;
        }
        table_.memory_limit_mb = *number;
    }

    SweepTable& table_;
    std::map<std::string, std::string> places_;  // of the keys that are varied
};

const std::map<std::string, Reader::Method, std::less<>> Reader::kReaders{
    {"together", &Reader::read_together},
    {"where", &Reader::read_where},
    {"replicas", &Reader::read_replicas},
    {"time_limit_s", &Reader::read_time_limit},
    {"memory_limit_mb", &Reader::read_memory_limit}};

/// The values of one --each, faults told.
std::optional<Column> column_of_option(const EachOption& option, std::vector<std::string>& faults) {
    Column column{.key = option.key, .place = "--each", .values = {}};
    const std::size_t before = faults.size();
    for (const std::string& value : option.values) {
        Entries entries = parse_setting(option.key + "=" + value);
        try {
            if (!entries.faults.empty()) {
                throw std::invalid_argument(fmt::format("--each {}={}: must be printable text", option.key, value));
            }
            const Key* key = find_key(option.key);
            if (key == nullptr) {
                faults.push_back(
                    fmt::format("--each: {}: unknown key{}", option.key, did_you_mean(nearest_key(option.key))));
                return std::nullopt;
            }
            Entry& entry = entries.entries.front();
            entry.place = "--each";
            column.values.push_back(axis_value(*key, entry));
        } catch (const std::invalid_argument& fault) {
            faults.emplace_back(fault.what());
        }
    }
    return faults.size() == before ? std::optional(std::move(column)) : std::nullopt;
}

}  // namespace

SweepTable read_sweep(const ScenarioFile& file) {
    SweepTable table{.place = file.name};
    if (file.entries.sweep) {
        table.place = file.entries.sweep->place;
        Reader(table).read(*file.entries.sweep);
    }
    return table;
}

Axis* axis_of(SweepTable& table, const std::string& key) {
    const auto found = std::find_if(table.axes.begin(), table.axes.end(), [&key](const Axis& axis) {
        return std::any_of(axis.columns.begin(), axis.columns.end(),
                           [&key](const Column& column) { return column.key == key; });
    });
    return found == table.axes.end() ? nullptr : &*found;
}

void vary(SweepTable& table, const std::vector<std::string>& each) {
    std::vector<EachOption> options;
    try {
        options = each_options(each);
    } catch (const std::invalid_argument& fault) {
        table.faults.emplace_back(fault.what());
    }
    for (const EachOption& option : options) {
        const auto column = column_of_option(option, table.faults);
        if (!column) {
            continue;
        }
        Axis axis{.columns = {*column}};
        check_rows(axis, table.faults);
        Axis* const known = axis_of(table, option.key);
        if (known != nullptr && known->columns.size() > 1) {
            table.faults.push_back(
                fmt::format("--each: {}: is varied together with other keys at {}; --each cannot "
                            "replace one of them",
                            option.key, known->columns.front().place));
        } else if (known != nullptr) {
            *known = std::move(axis);
        } else {
            table.axes.push_back(std::move(axis));
        }
    }
}

}  // namespace ogsim
