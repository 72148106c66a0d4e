#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <vector>

#include "model/compression/compression.h"
#include "model/selection/movement_memory.h"
#include "model/selection/selection.h"
#include "src/protocol/message.h"
#include "src/protocol/ports.h"
#include "src/protocol/worker.h"

namespace ogsim {

/// A round that the server has just closed, before it steps.
struct ClosedRound {
    std::int64_t round = 0;
    SimTime at{0};
    double budget = 0.0;           ///< tau_k.
    const Eigen::VectorXd* theta;  ///< theta^k, the model this round was about.
    const Eigen::VectorXd* sum;    ///< s^k.
    std::vector<int> heard;        ///< Workers in the order in which the server added them.
    std::vector<double> norms;     ///< Their norms, as decoded, in the same order.
};

enum class GoOn { kYes, kNo };

/// The server: publishes theta^k, adds what arrives in time, closes the round by the rule, steps, publishes again.
class Server final : public ServerRadioListener {
 public:
    struct Settings {
        int workers = 0;
        Eigen::Index dimension = 0;
        double step_size = 0.0;      ///< alpha.
        int memory_depth = 10;       ///< D.
        double memory_weight = 0.1;  ///< xi.
        /// Sum of the norms of those not heard yet; for a genie only, else empty.
        std::function<double(std::int64_t round, const std::vector<int>& heard)> oracle;
        /// Called as each round closes; kNo makes the next model the last one.
        std::function<GoOn(const ClosedRound&)> on_closed;
    };

    Server(Settings settings, const ProtocolRules& rules, Clock& clock, ServerRadio& radio, Sink& sink);

    /// Publishes theta^1 = 0.
    void start();
    void on_broadcast_sent() override;
    void on_update(UpdateId update, Payload message) override;

    /// s: the sum of all that was ever accepted.
    [[nodiscard]] const Eigen::VectorXd& sum() const { return sum_; }
    [[nodiscard]] const Eigen::VectorXd& theta() const { return theta_; }
    /// The alternating bit of each worker.
    [[nodiscard]] const std::vector<bool>& accepted() const { return accepted_; }
    /// The last model has been published.
    [[nodiscard]] bool is_finished() const { return is_finished_; }

 private:
    void publish();
    void open();
    void reconsider();
    void close();

    Settings settings_;
    const ProtocolRules& rules_;
    Clock& clock_;
    ServerRadio& radio_;
    Sink& sink_;
    MovementMemory memory_;

    Eigen::VectorXd theta_;
    Eigen::VectorXd sum_;
    std::vector<bool> accepted_;
    bool is_finished_ = false;
    // Further private state is up to server.cc's needs.
};

}  // namespace ogsim
