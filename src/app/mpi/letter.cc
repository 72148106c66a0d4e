#include "src/app/mpi/letter.h"

#include <fmt/format.h>

#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace ogsim {
namespace {

/// Writes values one after the other.
class Writer {
 public:
    template <class Number>
    Writer& number(Number value) {
        text_.append(reinterpret_cast<const char*>(&value), sizeof value);
        return *this;
    }
    Writer& text(const std::string& value) {
        number(value.size());
        text_ += value;
        return *this;
    }
    [[nodiscard]] std::string take() { return std::move(text_); }

 private:
    std::string text_;
};

/// Reads them again.
class Reader {
 public:
    explicit Reader(const std::string& text) : text_(text) {}
    template <class Number>
    Number number() {
        Number value{};
        std::memcpy(&value, text_.substr(at_, sizeof value).data(), sizeof value);
        at_ += sizeof value;
        return value;
    }
    std::string text() {
        const auto size = number<std::size_t>();
        at_ += size;
        return text_.substr(at_ - size, size);
    }

 private:
    const std::string& text_;
    std::size_t at_ = 0;
};

}  // namespace

std::string task_letter(const Task& task, const std::string& hash) {
    return Writer().number(task.run).number(task.explores).text(task.known).text(hash).take();
}

Task task_of(const std::string& letter, const Study& study) {
    Reader reader(letter);
    Task task;
    task.run = reader.number<std::size_t>();
    task.explores = reader.number<bool>();
    task.known = reader.text();
    if (task.run >= study.runs.size() || study.runs[task.run].hash != reader.text()) {
        throw std::runtime_error(
            fmt::format("run {} is another one here than on rank 0: the scenario, its data or "
                        "ogsim differ between the machines",
                        task.run + 1));
    }
    return task;
}

std::string outcome_letter(const Outcome& outcome) {
    return Writer()
        .number(outcome.task.run)
        .number(outcome.task.explores)
        .number(outcome.ended.end)
        .number(outcome.ended.wall_s)
        .number(outcome.ended.peak_memory_kib)
        .text(outcome.ended.text)
        .text(outcome.host)
        .take();
}

Outcome outcome_of(const std::string& letter) {
    Reader reader(letter);
    Outcome outcome;
    outcome.task.run = reader.number<std::size_t>();
    outcome.task.explores = reader.number<bool>();
    outcome.ended.end = reader.number<End>();
    outcome.ended.wall_s = reader.number<double>();
    outcome.ended.peak_memory_kib = reader.number<std::int64_t>();
    outcome.ended.text = reader.text();
    outcome.host = reader.text();
    return outcome;
}

}  // namespace ogsim
