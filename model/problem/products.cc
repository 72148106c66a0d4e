#include "model/problem/products.h"

#include <algorithm>
#include <utility>

#include "model/problem/packet.h"

namespace ogsim {
namespace {

using Eigen::Index;
using packet::kLanes;
using packet::Packet;

// A block of sums that fits in the registers beside what it is made of.
constexpr int kProductClasses = kLanes == 2 ? 5 : (packet::kHasManyRegisters ? 3 : (kLanes == 1 ? 5 : 2));
constexpr int kOuterClasses = 5;
constexpr int kOuterPackets = packet::kHasManyRegisters ? 4 : 2;
constexpr int kSamplesAtOnce = 8;

/// Lane i of the result: the sum over the lanes of packet i, of neighbours first.
template <int kFirst, int kWidth>
[[gnu::always_inline]] inline Packet sum_of(const packet::Block& block) {
    if constexpr (kWidth == 1) {
        return block.packet[kFirst];
    } else {
        return Eigen::internal::padd(sum_of<kFirst, kWidth / 2>(block), sum_of<kFirst + kWidth / 2, kWidth / 2>(block));
    }
}

/// out(i, c) of kLanes samples and kClasses classes.
template <int kClasses>
[[gnu::always_inline]] inline void product_block(const double* const* samples, Index length, Columns<const double> t,
                                                 Columns<double> out) {
    Packet sums[kClasses][kLanes];
    const double* x[kLanes];
#pragma GCC unroll 8
    for (Index i = 0; i < kLanes; ++i) {
        x[i] = samples[i];
#pragma GCC unroll 8
        for (int c = 0; c < kClasses; ++c) {
            sums[c][i] = packet::all(0.0);
        }
    }
    Index k = 0;
    for (; k + kLanes <= length; k += kLanes) {
        Packet factor[kClasses];
#pragma GCC unroll 8
        for (int c = 0; c < kClasses; ++c) {
            factor[c] = packet::load(t.data + c * t.stride + k);
        }
#pragma GCC unroll 8
        for (Index i = 0; i < kLanes; ++i) {
            const Packet entries = packet::load(x[i] + k);
#pragma GCC unroll 8
            for (int c = 0; c < kClasses; ++c) {
                sums[c][i] = packet::multiply_add(entries, factor[c], sums[c][i]);
            }
        }
    }
    Packet total[kClasses];
#pragma GCC unroll 8
    for (int c = 0; c < kClasses; ++c) {
        packet::Block block;
#pragma GCC unroll 8
        for (Index i = 0; i < kLanes; ++i) {
            block.packet[i] = sums[c][i];
        }
        Eigen::internal::ptranspose(block);
        total[c] = sum_of<0, kLanes>(block);
    }
    for (; k < length; ++k) {
        double row[kLanes];
        for (Index i = 0; i < kLanes; ++i) {
            row[i] = x[i][k];
        }
        const Packet entries = packet::load(row);
#pragma GCC unroll 8
        for (int c = 0; c < kClasses; ++c) {
            total[c] = packet::multiply_add(entries, packet::all(t.data[c * t.stride + k]), total[c]);
        }
    }
#pragma GCC unroll 8
    for (int c = 0; c < kClasses; ++c) {
        packet::store(out.data + c * out.stride, total[c]);
    }
}

/// As many classes as kMost, then the rest at once.
template <int kMost, class Block>
[[gnu::always_inline]] inline void in_blocks(Index classes, const Block& block) {
    Index c = 0;
    for (; c + kMost <= classes; c += kMost) {
        block(std::integral_constant<int, kMost>(), c);
    }
    switch (classes - c) {
        case 4:
            block(std::integral_constant<int, 4>(), c);
            break;
        case 3:
            block(std::integral_constant<int, 3>(), c);
            break;
        case 2:
            block(std::integral_constant<int, 2>(), c);
            break;
        case 1:
            block(std::integral_constant<int, 1>(), c);
            break;
        default:
            break;
    }
}

/// out += x e of kPackets packets of rows and kClasses classes. @param ahead  fetches x so many entries further on.
template <int kPackets, int kClasses>
[[gnu::always_inline]] inline void outer_block(Columns<const double> x, Index count, Grid e, Columns<double> out,
                                               Index ahead) {
    Packet sums[kClasses][kPackets];
#pragma GCC unroll 8
    for (int c = 0; c < kClasses; ++c) {
#pragma GCC unroll 8
        for (int r = 0; r < kPackets; ++r) {
            sums[c][r] = packet::load(out.data + c * out.stride + r * kLanes);
        }
    }
    for (Index i = 0; i < count; ++i) {
        const double* column = x.data + i * x.stride;
        Packet entries[kPackets];
#pragma GCC unroll 8
        for (int r = 0; r < kPackets; ++r) {
            __builtin_prefetch(column + ahead + r * kLanes, 0, 2);
            entries[r] = packet::load(column + r * kLanes);
        }
#pragma GCC unroll 8
        for (int c = 0; c < kClasses; ++c) {
            const Packet factor = packet::all(e.data[i * e.row_stride + c * e.stride]);
#pragma GCC unroll 8
            for (int r = 0; r < kPackets; ++r) {
                sums[c][r] = packet::multiply_add(entries[r], factor, sums[c][r]);
            }
        }
    }
#pragma GCC unroll 8
    for (int c = 0; c < kClasses; ++c) {
#pragma GCC unroll 8
        for (int r = 0; r < kPackets; ++r) {
            packet::store(out.data + c * out.stride + r * kLanes, sums[c][r]);
        }
    }
}

/// kPackets packets of rows, all classes.
template <int kPackets>
void outer_rows(Columns<const double> x, Index count, Grid e, Index classes, Columns<double> out, Index ahead) {
    in_blocks<kOuterClasses>(classes, [&](auto width, Index c) {
        outer_block<kPackets, decltype(width)::value>(x, count, {e.data + c * e.stride, e.row_stride, e.stride},
                                                      {out.data + c * out.stride, out.stride}, ahead);
    });
}

/// One row that fills no packet: classes side by side, since one sum waits for itself.
void outer_row(Columns<const double> x, Index count, Grid e, Index classes, Columns<double> out) {
    in_blocks<kOuterClasses>(classes, [&](auto width, Index first) {
        constexpr int kClasses = decltype(width)::value;
        double sums[kClasses];
        for (int c = 0; c < kClasses; ++c) {
            sums[c] = out.data[(first + c) * out.stride];
        }
        for (Index i = 0; i < count; ++i) {
            const double entry = x.data[i * x.stride];
            for (int c = 0; c < kClasses; ++c) {
                sums[c] += entry * e.data[i * e.row_stride + (first + c) * e.stride];
            }
        }
        for (int c = 0; c < kClasses; ++c) {
            out.data[(first + c) * out.stride] = sums[c];
        }
    });
}

/// y += sum of kCount samples, in their order.
template <int kCount>
[[gnu::always_inline]] inline void add_samples(const double* x, Index length, const double* s, double* y) {
    Packet factor[kCount];
#pragma GCC unroll 8
    for (int i = 0; i < kCount; ++i) {
        factor[i] = packet::all(s[i]);
    }
    Index k = 0;
    for (; k + kLanes <= length; k += kLanes) {
        Packet sum = packet::load(y + k);
#pragma GCC unroll 8
        for (int i = 0; i < kCount; ++i) {
            sum = packet::multiply_add(packet::load(x + i * length + k), factor[i], sum);
        }
        packet::store(y + k, sum);
    }
    for (; k < length; ++k) {
        double sum = y[k];
        for (int i = 0; i < kCount; ++i) {
            sum += x[i * length + k] * s[i];
        }
        y[k] = sum;
    }
}

}  // namespace

double dot(const double* x, const double* t, Index length) {
    constexpr int kChains = 4;  // a multiply-add takes four times as long as it takes to begin another
    Packet sums[kChains];
    for (Packet& sum : sums) {
        sum = packet::all(0.0);
    }
    Index k = 0;
    for (; k + kChains * kLanes <= length; k += kChains * kLanes) {
#pragma GCC unroll 4
        for (int i = 0; i < kChains; ++i) {
            sums[i] = packet::multiply_add(packet::load(x + k + i * kLanes), packet::load(t + k + i * kLanes), sums[i]);
        }
    }
    for (; k + kLanes <= length; k += kLanes) {
        sums[0] = packet::multiply_add(packet::load(x + k), packet::load(t + k), sums[0]);
    }
    using Eigen::internal::padd;
    double sum = Eigen::internal::predux(padd(padd(sums[0], sums[1]), padd(sums[2], sums[3])));
    for (; k < length; ++k) {
        sum += x[k] * t[k];
    }
    return sum;
}

void add_scaled(const double* x, Index length, Index count, const double* s, double* y) {
    Index i = 0;
    for (; i + kSamplesAtOnce <= count; i += kSamplesAtOnce) {
        add_samples<kSamplesAtOnce>(x + i * length, length, s + i, y);
    }
    if (i + 4 <= count) {
        add_samples<4>(x + i * length, length, s + i, y);
        i += 4;
    }
    if (i + 2 <= count) {
        add_samples<2>(x + i * length, length, s + i, y);
        i += 2;
    }
    if (i < count) {
        add_samples<1>(x + i * length, length, s + i, y);
    }
}

void products(const double* const* x, Index count, Index length, Columns<const double> t, Index classes,
              Columns<double> out) {
    for (Index i = 0; i < count; i += kLanes) {
        in_blocks<kProductClasses>(classes, [&](auto width, Index c) {
            product_block<decltype(width)::value>(x + i, length, {t.data + c * t.stride, t.stride},
                                                  {out.data + i + c * out.stride, out.stride});
        });
    }
}

void add_product(Columns<const double> x, Index rows, Index count, Grid e, Index classes, Columns<double> out) {
    constexpr Index kBlock = kOuterPackets * kLanes;
    const Index ahead = count * x.stride;  // where the next samples are, most often
    Index k = 0;
    for (; k + kBlock <= rows; k += kBlock) {
        outer_rows<kOuterPackets>({x.data + k, x.stride}, count, e, classes, {out.data + k, out.stride}, ahead);
    }
    for (; k + kLanes <= rows; k += kLanes) {
        outer_rows<1>({x.data + k, x.stride}, count, e, classes, {out.data + k, out.stride}, ahead);
    }
    for (; k < rows; ++k) {
        outer_row({x.data + k, x.stride}, count, e, classes, {out.data + k, out.stride});
    }
}

}  // namespace ogsim
