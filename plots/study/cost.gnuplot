# Joules to the target: the median over replicas, and its interval; an arrow where that has no upper end, and without a
# point where fewer than half of the runs got there.
row_cm = 0.7; rest_cm = 2.2
load "style.gnuplot"
file = "../data/cost.csv"
is_there(name) = strcol(name) ne ""
pick(s, name) = is_row(s) && strcol("measure") eq "total_j" && is_there(name) ? column(name) : NaN
least(s) = is_there("low") ? pick(s, "low") : pick(s, "middle")
most(s) = is_there("high") ? pick(s, "high") : pick(s, "middle")
open(s) = is_there("low") && !is_there("high") ? (is_there("middle") ? pick(s, "middle") : pick(s, "low")) : NaN
at(s) = is_there("middle") ? pick(s, "middle") : pick(s, "low")
any(name) = (settings_n == 1 || strcol("setting") eq settings[setting]) && strcol("measure") eq "total_j" && is_there(name) ? column(name) : NaN
set xlabel "Energy " . cost_words . " (J)"
set logscale x
set format x "%g"
stats file using (is_there("low") ? any("low") : any("middle")) nooutput
lowest = STATS_min
stats file using (is_there("middle") ? any("middle") : any("low")) nooutput
STATS_min = lowest < STATS_min ? lowest : STATS_min
axis = "x"
load "tics.gnuplot"
set xrange [*:*] noextend
set offsets graph 0.1, graph 0.1, 0, 0
unset key
set grid noytics
set yrange [series_n + 0.6:0.4]
set ytics scale 0 ("" 0)
set for [s=1:series_n] ytics add (series[s] s)
plot for [s=1:series_n] file using (at(s)):(s):(least(s)):(most(s)) with xerrorbars pt (point(s)) ps 0 lw 1.2 lc rgb colour(s), \
     for [s=1:series_n] file using (open(s)):(s):(0.6 * open(s)):(0) with vectors head filled size graph 0.02,20 lw 1.2 lc rgb colour(s), \
     for [s=1:series_n] file using (pick(s, "middle")):(s) with points pt point(s) ps 0.7 lc rgb colour(s), \
     for [s=1:series_n] file using (pick(s, "middle")):(s):(sprintf("%.3g", pick(s, "middle"))) with labels offset 0,0.8 textcolor rgb "#444444"
