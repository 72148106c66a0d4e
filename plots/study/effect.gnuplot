# Joules to the target over the values of a parameter: the median over all runs with that value, and its interval.
# `ogsim plot` sets key_name, key_label, is_number, and the words values[] of a parameter that is no number.
load "style.gnuplot"
unset title
file = "../data/effect.csv"
pick(s, name) = strcol("series") eq series[s] && strcol("measure") eq "total_j" && strcol("key") eq key_name ? column(name) : NaN
place(s) = is_number ? pick(s, "value") : sum [v=1:value_n] (strcol("value") eq values[v] ? v : 0)
set ylabel "Energy " . cost_words . " (J)"
set xlabel key_label
set logscale y
set format y "%g"
set offsets graph 0.06, graph 0.06, 0, 0
if (!is_number) set for [v=1:value_n] xtics add (values[v] v)
plot for [s=1:series_n] file using (place(s)):(pick(s, "middle")) with lines lw 1.2 dt dash(s) lc rgb colour(s) notitle, \
     for [s=1:series_n] file using (place(s)):(pick(s, "middle")):(pick(s, "low")):(pick(s, "high")) with yerrorbars pt point(s) lw 1 lc rgb colour(s) title series[s]
