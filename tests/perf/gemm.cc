#include <Eigen/Core>
#include <algorithm>

#include "tests/perf/threads.h"

/// What Eigen's product of square matrices of doubles makes of this machine: each thread multiplies its own. Prints the
/// best of the repetitions, in GF/s over all threads; a fused multiply-add counts as two operations.
namespace ogsim::perf {
namespace {

struct Product {
    Eigen::MatrixXd a, b, c;
};

void measure(const Options& options) {
    const int threads = options.count("threads");
    const Eigen::Index size = options.count("size");
    std::vector<Product> products(static_cast<std::size_t>(threads));
    for (Product& product : products) {
        product.a = Eigen::MatrixXd::Random(size, size);
        product.b = Eigen::MatrixXd::Random(size, size);
        product.c.setZero(size, size);
    }
    const double operations = 2.0 * static_cast<double>(size * size * size) * threads;
    double best = 0.0;
    for (int repetition = 0; repetition < options.count("repetitions"); ++repetition) {
        const double seconds = timed_on_threads(threads, [&](int t) {
            Product& product = products[static_cast<std::size_t>(t)];
            product.c.noalias() = product.a * product.b;
        });
        best = std::max(best, 1e-9 * operations / seconds);
    }
    print("gigaflops", best);
    print("checksum", products[0].c(0, 0));
}

}  // namespace
}  // namespace ogsim::perf

int main(int argc, char** argv) {
    using namespace ogsim::perf;
    return run(argc, argv, {{"threads", "2"}, {"size", "1024"}, {"repetitions", "10"}}, measure);
}
