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

const std::optional<Fate>* FateBook::find(UpdateId update) const {
    const auto index = static_cast<std::size_t>(update.worker);
    if (index < workers_.size() && workers_[index].round == update.round) {
        const Worker& worker = workers_[index];
        return is_forgotten(worker.round, worker.fate) ? nullptr : &worker.fate;
    }
    const auto found = older_.find(update);
    return found == older_.end() ? nullptr : &found->second;
}

void FateBook::offer(UpdateId update) {
    if (find(update) != nullptr) {
        refuse(update, "is offered twice");
    }
    workers_.resize(std::max(workers_.size(), static_cast<std::size_t>(update.worker) + 1));
    Worker& worker = workers_[static_cast<std::size_t>(update.worker)];
    if (worker.round != 0 && !is_forgotten(worker.round, worker.fate)) {
        older_.emplace(UpdateId{update.worker, worker.round}, worker.fate);
    }
    worker.round = update.round;
    worker.fate.reset();
    for (FateCounts* counts : {&total_, &worker.counts}) {
        ++counts->offered;
    }
    if (update.round > forgotten_) {
        ++rounds_[update.round].offered;
    }
}

void FateBook::end(const UpdateEnded& ended) {
    const UpdateId update = ended.update;
    auto* const fate = const_cast<std::optional<Fate>*>(find(update));  // of this book, which is not const
    if (fate == nullptr) {
        if (update.round <= forgotten_) {
            return;
        }
        refuse(update, "ends without having been offered");
    }
    if (*fate) {
        return;
    }
    *fate = ended.fate;
    count(total_, ended.fate);
    count(workers_[static_cast<std::size_t>(update.worker)].counts, ended.fate);
    if (update.round > forgotten_) {
        count(rounds_.at(update.round), ended.fate);
    } else {
        older_.erase(update);
    }
}

FateCounts FateBook::round(std::int64_t round) const {
    const auto found = rounds_.find(round);
    return found == rounds_.end() ? FateCounts{} : found->second;
}

FateCounts FateBook::worker(int worker) const {
    const auto index = static_cast<std::size_t>(worker);
    return index < workers_.size() ? workers_[index].counts : FateCounts{};
}

std::optional<Fate> FateBook::fate(UpdateId update) const {
    const std::optional<Fate>* const found = find(update);
    return found == nullptr ? std::nullopt : *found;
}

void FateBook::forget(std::int64_t round) {
    forgotten_ = std::max(forgotten_, round);
    rounds_.erase(rounds_.begin(), rounds_.upper_bound(forgotten_));
    std::erase_if(older_, [this](const auto& entry) { return is_forgotten(entry.first.round, entry.second); });
}

}  // namespace ogsim
