#include "src/trace/fate_book.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string>

namespace ogsim {
namespace {

[[noreturn]] void refuse(UpdateId update, const std::string& fault) {
    throw std::logic_error("update of worker " + std::to_string(update.worker) + " in round " +
                           std::to_string(update.round) + " " + fault);
}

void count(FateCounts& counts, Fate fate) {
    ++counts.ended.at(static_cast<std::size_t>(fate));
}

}  // namespace

std::int64_t FateCounts::open() const {
    return offered - std::accumulate(ended.begin(), ended.end(), std::int64_t{0});
}

void FateBook::on(const Event& event) {
    if (const auto* offered = std::get_if<UpdateOffered>(&event)) {
        offer(offered->update);
    } else if (const auto* ended = std::get_if<UpdateEnded>(&event)) {
        end(*ended);
    }
}

void FateBook::offer(UpdateId update) {
    if (!fates_.emplace(update, std::nullopt).second) {
        refuse(update, "is offered twice");
    }
    for (FateCounts* counts : {&total_, &workers_[update.worker]}) {
        ++counts->offered;
    }
    if (update.round > forgotten_) {
        ++rounds_[update.round].offered;
    }
}

void FateBook::end(const UpdateEnded& ended) {
    const UpdateId update = ended.update;
    const auto found = fates_.find(update);
    if (found == fates_.end()) {
        if (update.round <= forgotten_) {
            return;
        }
        refuse(update, "ends without having been offered");
    }
    if (found->second) {
        return;
    }
    count(total_, ended.fate);
    count(workers_.at(update.worker), ended.fate);
    if (update.round <= forgotten_) {
        fates_.erase(found);
        return;
    }
    count(rounds_.at(update.round), ended.fate);
    found->second = ended.fate;
}

FateCounts FateBook::round(std::int64_t round) const {
    const auto found = rounds_.find(round);
    return found == rounds_.end() ? FateCounts{} : found->second;
}

FateCounts FateBook::worker(int worker) const {
    const auto found = workers_.find(worker);
    return found == workers_.end() ? FateCounts{} : found->second;
}

std::optional<Fate> FateBook::fate(UpdateId update) const {
    const auto found = fates_.find(update);
    return found == fates_.end() ? std::nullopt : found->second;
}

void FateBook::forget(std::int64_t round) {
    forgotten_ = std::max(forgotten_, round);
    rounds_.erase(rounds_.begin(), rounds_.upper_bound(forgotten_));
    std::erase_if(fates_, [this](const auto& entry) { return entry.first.round <= forgotten_ && entry.second; });
}

}  // namespace ogsim
