#include "model/method/method.h"

#include <array>

#include "model/catalogue/row_named.h"

namespace ogsim {
namespace {

constexpr const char* kCensoredConverges =
    "L-smooth f, convex or not: D xi < 1 and alpha <= (1 - D xi) / L give"
    " min_{k<=K} ||grad f(theta^k)||^2 <= 2 (f(theta^1) - f*) / (alpha K)."
    " alpha = 1/L with D xi = 1 lies outside this and still converges in practice";
constexpr const char* kOrderedSource = "after Chen, Sadler & Blum, SPAWC 2020; stopping rule reconstructed";

// float64 by default: the methods are compared with exact arithmetic unless somebody asks for fewer bits.
constexpr std::array<Method, 5> kRows{{
    {.name = "gd",
     .selection = "all",
     .compression = "float64",
     .optimizer = "gradient",
     .equation = "everybody speaks: theta <- theta - alpha grad f(theta), M uplinks a round",
     .converges = "L-smooth f: alpha < 2 / L",
     .source = "Cauchy 1847; the yardstick"},
    {.name = "lag-wk",
     .selection = "lag-wk",
     .compression = "float64",
     .optimizer = "gradient",
     .equation = "worker m is silent iff M ||delta_m|| <= tau",
     .converges = kCensoredConverges,
     .source = "Chen, Giannakis, Sun, Yin, LAG, NeurIPS 2018"},
    {.name = "ordered-rx",
     .selection = "ordered-rx",
     .compression = "float64",
     .optimizer = "gradient",
     .equation = "largest ||delta|| first; stop at the first j >= 1 with (M - j) ||delta_(j)|| <= tau",
     .converges = kCensoredConverges,
     .source = kOrderedSource},
    {.name = "ordered-timer",
     .selection = "ordered-timer",
     .compression = "float64",
     .optimizer = "gradient",
     .equation = "largest ||delta|| first; the next speaks only if (M - j) ||delta_(j+1)|| > tau, else silence tells",
     .converges = kCensoredConverges,
     .source = kOrderedSource},
    {.name = "genie",
     .selection = "genie",
     .compression = "float64",
     .optimizer = "gradient",
     .equation = "largest ||delta|| first; stop once the sum of the unheard norms is <= tau",
     .converges = kCensoredConverges,
     .source = "lower bound of the ordered family; needs an oracle, so the ideal medium alone"},
}};

}  // namespace

std::span<const Method> method_catalogue() {
    return kRows;
}

const Method& method_entry(std::string_view name) {
    return row_named(method_catalogue(), "method", name);
}

}  // namespace ogsim
