#pragma once

#include <Eigen/Core>

/// Products of a tall matrix of samples with few columns: what gradients spend their time on. A general matrix product
/// first copies the samples into an order of its own, which costs as much as ten columns of work; these read each
/// sample where it lies.
///
/// Matrices are column by column; `stride` is the distance between columns. Nothing is allocated. Each entry is added
/// up in an order that depends on the length of the sum alone, so the samples may be taken in groups of any size.
namespace ogsim {

/// x't of vectors of `length` entries.
[[nodiscard]] double dot(const double* x, const double* t, Eigen::Index length);

/// y += sum over i of x_i s_i, in the order of the samples. @param x  length x count, without gaps.
void add_scaled(const double* x, Eigen::Index length, Eigen::Index count, const double* s, double* y);

/// A matrix that lies somewhere: entry (i, j) at data[i + j * stride].
template <class Number>
struct Columns {
    Number* data;
    Eigen::Index stride;
};

/// out(i, c) = x_i't_c for i < count, c < classes.
///
/// @param x    `count` pointers to vectors of `length` entries, and as many more as fill the last vector of lanes:
///             packet::padded(count) in all, each pointing to such a vector.
/// @param t    length x classes.
/// @param out  padded(count) x classes; rows beyond count are written too, and mean nothing.
void products(const double* const* x, Eigen::Index count, Eigen::Index length, Columns<const double> t,
              Eigen::Index classes, Columns<double> out);

/// Columns whose other stride is not 1: entry (i, j) at data[i * row_stride + j * stride].
struct Grid {
    const double* data;
    Eigen::Index row_stride;
    Eigen::Index stride;
};

/// out += x e, in the order of x's columns. @param x  rows x count.  @param e  count x classes.  @param out  rows x
/// classes.
void add_product(Columns<const double> x, Eigen::Index rows, Eigen::Index count, Grid e, Eigen::Index classes,
                 Columns<double> out);

}  // namespace ogsim
