#pragma once

#include <vector>

#include "src/trace/events.h"

namespace ogsim {

/// Passes each event to every sink, in the order in which they were added. Does not own them.
class FanOut final : public Sink {
 public:
    void add(Sink& sink) { sinks_.push_back(&sink); }
    void on(const Event& event) override {
        for (Sink* sink : sinks_) {
            sink->on(event);
        }
    }

 private:
    std::vector<Sink*> sinks_;
};

}  // namespace ogsim
