# Joules to the target: the median over replicas, and its interval. What has no point was reached by fewer than half.
row_cm = 0.7; rest_cm = 2.2
load "style.gnuplot"
file = "../data/cost.csv"
pick(s, name) = is_row(s) && strcol("measure") eq "total_j" ? column(name) : NaN
set xlabel "Energy " . cost_words . " (J)"
set logscale x
set format x "%g"
set xrange [*:*] noextend
set offsets graph 0.06, graph 0.06, 0, 0
unset key
set grid noytics
set yrange [series_n + 0.6:0.4]
set ytics scale 0 ("" 0)
set for [s=1:series_n] ytics add (series[s] s)
plot for [s=1:series_n] file using (pick(s, "middle")):(s):(pick(s, "low")):(pick(s, "high")) with xerrorbars pt point(s) lw 1.2 lc rgb colour(s), \
     for [s=1:series_n] file using (pick(s, "middle")):(s):(sprintf("%.3g", pick(s, "middle"))) with labels offset 0,0.7 textcolor rgb "#444444"
