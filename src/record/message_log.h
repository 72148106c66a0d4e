#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/units/quantity.h"
#include "src/trace/events.h"

namespace ogsim {

/// One message: what was said, what it cost on the air, and what became of it.
struct MessageRow {
    enum class Kind { kModel, kUpdate, kRequest };
    Kind kind;
    std::int64_t round = 0;
    int node = kServer;                         ///< Who sent it.
    std::optional<SimTime> offered = {};        ///< When it was handed to the radio, of an update.
    std::optional<SimTime> on_air = {};         ///< Start of its first frame ...
    std::optional<SimTime> left = {};           ///< ... and end of its last.
    std::optional<Bytes> size = {};             ///< As the protocol made it.
    std::optional<double> norm = {};            ///< ||delta||, of an update.
    std::int64_t frames = 0, retries = 0;       ///< Retries are frames too.
    Bytes on_air_size{0};                       ///< Of all its frames.
    SimTime airtime{0};                         ///< Of all its frames.
    std::optional<std::int64_t> received = {};  ///< Workers that got the model whole.
    std::optional<Fate> fate = {};              ///< Of an update.
    std::optional<SimTime> ended = {};          ///< When the fate was known.
};

/// Header and one line of messages.csv. @param tx  power of a sending radio.
[[nodiscard]] std::string message_csv_header();
[[nodiscard]] std::string csv_line(const MessageRow& row, Watts tx);

/// Makes messages.csv of what happens. The rows of a round are let go when the round after it is closed, in the order
/// in which the messages began: by then its last frames have left. An update whose fate is still open then is let go
/// at the first closing after it is known. Keeps the messages of two rounds, and those that are open.
class MessageLog final : public Sink {
 public:
    /// @param write  is given the file line by line, the header at once.
    MessageLog(Watts tx, std::function<void(std::string_view)> write);
    void on(const Event& event) override;
    /// Lets go what is left: the run is over.
    void finish();

 private:
    void take(const UpdateOffered& offered);
    void take(const UpdateEnded& ended);
    void take(const FrameSent& frame);
    void take(const ModelSent& model);
    void take(const ModelReceived& model);
    void take(const NodeDied& death) { cut_off(death.node, death.at); }
    void take(const NodeCrashed& crash) { cut_off(crash.node, crash.at); }
    void take(const RoundClosed& closed);
    MessageRow& request_of(const FrameSent& frame);
    void cut_off(int node, SimTime at);
    void let_go(std::int64_t up_to_round, bool is_over);

    Watts tx_;
    std::function<void(std::string_view)> write_;
    std::map<UpdateId, MessageRow> updates_;
    std::vector<MessageRow> others_;                 // models and requests, as they began
    std::map<std::int64_t, std::int64_t> received_;  // by round of the model
    std::deque<FrameSent> server_frames_;            // that may be pieces of a model that has not left whole yet
    std::int64_t round_ = 1;                         // that is open
    SimTime round_began_{0};
};

}  // namespace ogsim
