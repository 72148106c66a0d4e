#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "src/record/message_log.h"
#include "src/record/netanim.h"
#include "src/record/run_folder.h"
#include "src/record/timeline.h"
#include "src/scenario/scenario.h"

namespace ogsim {

/// The files that [record] asks for, as listeners to a run.
class Recordings {
 public:
    /// @param folder  where the files are written. @throws CannotWrite, also while they listen.
    /// @param places  x and y of each worker in metres, for netanim.xml.
    Recordings(const Scenario& scenario, const std::filesystem::path& folder,
               const std::vector<std::pair<double, double>>& places);
    [[nodiscard]] std::span<Sink* const> sinks() const { return sinks_; }
    /// Completes the files: the run is over.
    void finish();

 private:
    std::unique_ptr<LineFile> messages_file_, timeline_file_, netanim_file_;
    std::unique_ptr<MessageLog> messages_;
    std::unique_ptr<Timeline> timeline_;
    std::unique_ptr<NetAnim> netanim_;
    std::vector<Sink*> sinks_;
};

}  // namespace ogsim
