#include "src/protocol/sum_change.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>

#include "model/compression/little_endian.h"

namespace ogsim {
namespace {

enum class Form : std::uint8_t { kNothing, kAll64, kAll32, kSome64, kSome32 };
constexpr std::size_t kHeader = 5;

bool fits_float(double value) {
    return std::abs(value) <= static_cast<double>(std::numeric_limits<float>::max()) &&
           static_cast<double>(static_cast<float>(value)) == value;
}

bool is_some(Form form) {
    return form == Form::kSome64 || form == Form::kSome32;
}

std::size_t value_size(Form form) {
    return form == Form::kAll32 || form == Form::kSome32 ? sizeof(float) : sizeof(double);
}

std::size_t entry_size(Form form) {
    return value_size(form) + (is_some(form) ? sizeof(std::uint32_t) : 0);
}

std::vector<Eigen::Index> changed_places(const Eigen::VectorXd& before, const Eigen::VectorXd& after) {
    std::vector<Eigen::Index> places;
    for (Eigen::Index i = 0; i < after.size(); ++i) {
        if (std::bit_cast<std::uint64_t>(before[i]) != std::bit_cast<std::uint64_t>(after[i])) {
            places.push_back(i);
        }
    }
    return places;
}

Form best_form(const Eigen::VectorXd& after, const std::vector<Eigen::Index>& places) {
    if (places.empty()) {
        return Form::kNothing;
    }
    bool some_fit = true;
    for (const Eigen::Index place : places) {
        some_fit = some_fit && fits_float(after[place]);
    }
    const bool all_fit = some_fit && after.unaryExpr([](double v) { return fits_float(v) ? 1.0 : 0.0; }).minCoeff() > 0;
    const Form some = some_fit ? Form::kSome32 : Form::kSome64;
    const Form all = all_fit ? Form::kAll32 : Form::kAll64;
    const bool some_is_shorter =
        entry_size(some) * places.size() < entry_size(all) * static_cast<std::size_t>(after.size());
    return some_is_shorter ? some : all;
}

void append_value(std::vector<std::byte>& bytes, Form form, double value) {
    if (value_size(form) == sizeof(float)) {
        append(bytes, std::bit_cast<std::uint32_t>(static_cast<float>(value)));
    } else {
        append(bytes, value);
    }
}

double value_at(Payload bytes, Form form, std::size_t offset) {
    const double value = value_size(form) == sizeof(float)
                             ? static_cast<double>(std::bit_cast<float>(word_at<std::uint32_t>(bytes, offset)))
                             : double_at(bytes, offset);
    if (!std::isfinite(value)) {
        throw std::invalid_argument("a change's entries must be finite");
    }
    return value;
}

}  // namespace

std::vector<std::byte> sum_change(const Eigen::VectorXd& before, const Eigen::VectorXd& after) {
    const std::vector<Eigen::Index> places = changed_places(before, after);
    const Form form = best_form(after, places);
    std::vector<std::byte> bytes{static_cast<std::byte>(form)};
    if (is_some(form) || form == Form::kNothing) {
        append(bytes, static_cast<std::uint32_t>(places.size()));
        for (const Eigen::Index place : places) {
            append(bytes, static_cast<std::uint32_t>(place));
            append_value(bytes, form, after[place]);
        }
    } else {
        append(bytes, static_cast<std::uint32_t>(after.size()));
        for (const double value : after) {
            append_value(bytes, form, value);
        }
    }
    return bytes;
}

Eigen::VectorXd changed_sum(Eigen::VectorXd before, Payload bytes) {
    const auto size = static_cast<std::size_t>(before.size());
    if (bytes.size() < kHeader || bytes[0] > static_cast<std::byte>(Form::kSome32)) {
        throw std::invalid_argument("a change must have 5 bytes or more and a form from 0 to 4");
    }
    const Form form = static_cast<Form>(bytes[0]);
    const std::size_t entries = word_at<std::uint32_t>(bytes, 1);
    const bool is_right_count = is_some(form)            ? entries <= size
                                : form == Form::kNothing ? entries == 0
                                                         : entries == size;
    if (!is_right_count || bytes.size() != kHeader + entries * entry_size(form)) {
        throw std::invalid_argument("a change of " + std::to_string(size) + " entries has the wrong length");
    }
    for (std::size_t entry = 0; entry < entries; ++entry) {
        const std::size_t offset = kHeader + entry * entry_size(form);
        const std::size_t place = is_some(form) ? word_at<std::uint32_t>(bytes, offset) : entry;
        if (place >= size) {
            throw std::invalid_argument("a change names entry " + std::to_string(place) + " of " +
                                        std::to_string(size));
        }
        before[static_cast<Eigen::Index>(place)] =
            value_at(bytes, form, offset + (is_some(form) ? sizeof(std::uint32_t) : 0));
    }
    return before;
}

}  // namespace ogsim
