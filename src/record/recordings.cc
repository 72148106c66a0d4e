#include "src/record/recordings.h"

#include "src/scenario/devices.h"

namespace ogsim {

Recordings::Recordings(const Scenario& scenario, const std::filesystem::path& folder,
                       const std::vector<std::pair<double, double>>& places) {
    const auto into = [](LineFile& file) { return [&file](std::string_view text) { file.write(text); }; };
    if (scenario.record.messages) {
        messages_file_ = std::make_unique<LineFile>(folder / "messages.csv");
        messages_ = std::make_unique<MessageLog>(worker_device(scenario).tx, into(*messages_file_));
        sinks_.push_back(messages_.get());
    }
    if (scenario.record.timeline) {
        timeline_file_ = std::make_unique<LineFile>(folder / "timeline.json");
        timeline_ = std::make_unique<Timeline>(scenario.record.timeline_first_round, scenario.record.timeline_rounds,
                                               into(*timeline_file_));
        sinks_.push_back(timeline_.get());
    }
    if (scenario.record.netanim) {
        netanim_file_ = std::make_unique<LineFile>(folder / "netanim.xml");
        netanim_ = std::make_unique<NetAnim>(places, scenario.record.timeline_first_round,
                                             scenario.record.timeline_rounds, into(*netanim_file_));
        sinks_.push_back(netanim_.get());
    }
}

void Recordings::finish() {
    if (messages_) {
        messages_->finish();
        messages_file_->close();
    }
    if (timeline_) {
        timeline_->finish();
        timeline_file_->close();
    }
    if (netanim_) {
        netanim_->finish();
        netanim_file_->close();
    }
}

}  // namespace ogsim
