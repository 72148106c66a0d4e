# Joules to the target over the values of a parameter: the median over all runs with that value, and its interval, of
# which no upper end is drawn where it is open. `ogsim plot` sets key_name, key_label, is_number, and the words values[].
load "style.gnuplot"
unset title
file = "../data/effect.csv"
is_there(name) = strcol(name) ne ""
is_mine(s) = strcol("series") eq series[s] && strcol("measure") eq "total_j" && strcol("key") eq key_name
pick(s, name) = is_mine(s) && is_there(name) ? column(name) : NaN
place(s) = !is_mine(s) ? NaN : is_number ? column("value") : sum [v=1:values_n] (strcol("value") eq values[v] ? v : 0)
least(s) = is_there("low") ? pick(s, "low") : pick(s, "middle")
most(s) = is_there("high") ? pick(s, "high") : pick(s, "middle")
set ylabel "Energy " . cost_words . " (J)"
set xlabel key_label
set logscale y
set format y "%g"
stats file using (strcol("measure") eq "total_j" && strcol("key") eq key_name && is_there("middle") ? column("middle") : NaN) nooutput
axis = "y"
load "tics.gnuplot"
set xrange [*:*] noextend
set offsets graph 0.06, graph 0.06, 0, 0
if (!is_number) set xtics ("" 0)
if (!is_number) set for [v=1:values_n] xtics add (values[v] v)
plot for [s=1:series_n] file using (place(s)):(pick(s, "middle")) with lines lw 1.2 dt dash(s) lc rgb colour(s) notitle, \
     for [s=1:series_n] file using (place(s)):(pick(s, "middle")):(least(s)):(most(s)) with yerrorbars pt point(s) lw 1 lc rgb colour(s) notitle, \
     for [s=1:series_n] keyentry with linespoints lw 1.2 dt dash(s) pt point(s) lc rgb colour(s) title series[s]
