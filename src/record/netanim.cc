#include "src/record/netanim.h"

#include <fmt/format.h>

#include <variant>

namespace ogsim {
namespace {

int id_of(int node) {
    return node - kServer;
}

std::string node_lines(int node, double x, double y) {
    const bool is_server = node == kServer;
    return fmt::format(
        "<node id=\"{0}\" sysId=\"0\" locX=\"{1}\" locY=\"{2}\" />\n<nu p=\"d\" t=\"0\" id=\"{0}\" descr=\"{3}\" />\n"
        "<nu p=\"c\" t=\"0\" id=\"{0}\" r=\"{4}\" g=\"{5}\" b=\"{6}\" />\n",
        id_of(node), x, y, is_server ? "server" : fmt::format("worker {}", node), is_server ? 200 : 60,
        is_server ? 80 : 120, is_server ? 60 : 200);
}

std::string s(SimTime time) {
    return fmt::format("{:.9f}", seconds(time).si);
}

}  // namespace

NetAnim::NetAnim(const std::vector<std::pair<double, double>>& places, std::int64_t first_round, std::int64_t rounds,
                 std::function<void(std::string_view)> write)
    : workers_(static_cast<int>(places.size())),
      first_round_(first_round),
      last_round_(first_round + rounds - 1),
      write_(std::move(write)) {
    write_("<anim ver=\"netanim-3.108\" filetype=\"animation\" >\n" + node_lines(kServer, 0.0, 0.0));
    for (int worker = 0; worker < workers_; ++worker) {
        const auto [x, y] = places[static_cast<std::size_t>(worker)];
        write_(node_lines(worker, x, y));
    }
}

void NetAnim::on(const Event& event) {
    if (const auto* frame = std::get_if<FrameSent>(&event)) {
        if (first_round_ <= round_ && round_ <= last_round_) {
            take(*frame);
        }
    } else if (const auto* closed = std::get_if<RoundClosed>(&event)) {
        round_ = closed->round + 1;
    }
}

void NetAnim::take(const FrameSent& frame) {
    ++frames_;
    std::string lines = fmt::format("<pr uId=\"{}\" fId=\"{}\" fbTx=\"{}\" lbTx=\"{}\" />\n", frames_,
                                    id_of(frame.node), s(frame.start), s(frame.end));
    const int first = frame.node == kServer ? 0 : kServer;
    const int last = frame.node == kServer ? workers_ : kServer + 1;
    for (int receiver = first; receiver < last; ++receiver) {
        lines += fmt::format("<wpr uId=\"{}\" tId=\"{}\" fbRx=\"{}\" lbRx=\"{}\" />\n", frames_, id_of(receiver),
                             s(frame.start), s(frame.end));
    }
    write_(lines);
}

void NetAnim::finish() {
    write_("</anim>\n");
}

}  // namespace ogsim
