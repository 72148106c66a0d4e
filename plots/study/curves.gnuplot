# What was learned against what it cost: the median over replicas, and its interval as a band.
load "style.gnuplot"
file = "../data/curves.csv"
pick(s, name) = is_row(s) && strcol("y_name") eq curve_y && strcol("x_name") eq "total_j" ? column(name) : NaN
set xlabel "Energy of all workers (J)"
set ylabel curve_label
set logscale x
set format x "%g"
if (curve_is_log) set logscale y
if (curve_is_log) set format y "%.0e"
set style fill transparent solid 0.2 noborder
plot for [s=1:series_n] file using (pick(s, "x")):(pick(s, "low")):(pick(s, "high")) with filledcurves fc rgb colour(s) notitle, \
     for [s=1:series_n] file using (pick(s, "x")):(pick(s, "y")) with lines lw 1.8 dt dash(s) lc rgb colour(s) title series[s]
