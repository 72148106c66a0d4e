#pragma once

namespace ogsim {

/// Stations that always have a frame to send, in one 802.11 cell without errors or capture.
struct SaturatedCell {
    int stations = 2;
    int window_min = 15;    ///< CWmin: a backoff is uniform in 0 .. CW.
    int window_max = 1023;  ///< CWmax.
    int attempts = 7;       ///< Of a frame; then it is dropped.
};

/// What becomes of a slot: rates in the long run.
struct SaturationPoint {
    double attempt;     ///< tau: that a station begins to send in a slot.
    double collision;   ///< That an attempt collides.
    double delivered;   ///< Frames delivered a slot, by all stations.
    double collisions;  ///< Collisions a slot, each counted once.
};

/// Bianchi, Performance analysis of the IEEE 802.11 distributed coordination function, IEEE J. Sel. Areas Commun.
/// 18(3), 2000, equations (7) and (9): counters go down in busy slots too, a collision has probability p = 1 - (1 -
/// tau)^(n-1) whatever the stage, and a frame is tried for ever. A "slot" is an idle slot or a busy span.
[[nodiscard]] SaturationPoint bianchi(const SaturatedCell& cell);

/// The same decoupling for counters that are frozen while the channel is busy, as the standard has it, and frames that
/// are dropped after their last attempt. A slot here is an idle one, with what is sent at its end.
///
/// Who draws 0 after its own frame sends at once, before any frozen counter ends, and alone (but for others that
/// collided with it and drew 0 too, which is left out). So with W_i = CW_i + 1 the attempt of stage i collides with
/// p_i = (1 - 1/W_i) q, q = 1 - (1 - tau)^(n - 1), is made with probability a_i = p_0 .. p_(i-1), takes (W_i - 1)/2
/// slots on average, and
///
///     tau = sum_i a_i (1 - 1/W_i) / sum_i a_i (W_i - 1)/2.
///
/// The remark on frozen counters is that of Tinnirello, Bianchi and Xiao, Refinements on IEEE 802.11 DCF modeling
/// approaches, IEEE Trans. Veh. Technol. 59(3), 2010 (from memory); the derivation is ours.
[[nodiscard]] SaturationPoint frozen_counters(const SaturatedCell& cell);

}  // namespace ogsim
