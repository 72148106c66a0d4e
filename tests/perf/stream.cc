#include <Eigen/Core>
#include <algorithm>

#include "tests/perf/threads.h"

/// Memory bandwidth: each thread adds up a vector of its own, far larger than the caches, again and again. Prints the
/// best pass, in GB/s over all threads.
namespace ogsim::perf {
namespace {

void measure(const Options& options) {
    const int threads = options.count("threads");
    const Eigen::Index each = options.count("megabytes") * Eigen::Index{1'000'000} / (8 * threads);
    std::vector<Eigen::VectorXd> vectors(static_cast<std::size_t>(threads));
    std::vector<double> sums(vectors.size());
    timed_on_threads(threads, [&](int t) { vectors[static_cast<std::size_t>(t)].setOnes(each); });
    double best = 0.0;
    for (int pass = 0; pass < options.count("passes"); ++pass) {
        const double seconds = timed_on_threads(
            threads, [&](int t) { sums[static_cast<std::size_t>(t)] += vectors[static_cast<std::size_t>(t)].sum(); });
        best = std::max(best, 8e-9 * static_cast<double>(each * threads) / seconds);
    }
    print("gigabytes_per_s", best);
    print("checksum", sums[0]);
}

}  // namespace
}  // namespace ogsim::perf

int main(int argc, char** argv) {
    using namespace ogsim::perf;
    return run(argc, argv, {{"threads", "2"}, {"megabytes", "800"}, {"passes", "10"}}, measure);
}
