# Joules of whole runs against what was learned; a line joins the front, on which nothing is beaten in both.
load "style.gnuplot"
unset title
file = "../data/pareto.csv"
pick(s, name) = strcol("series") eq series[s] ? column(name) : NaN
front(name) = column("is_front") == 1 ? column(name) : NaN
set xlabel "Energy of all workers, whole runs (J)"
set ylabel pareto_label
set logscale x
set format x "%g"
stats file using (column("joules")) nooutput
axis = "x"
load "tics.gnuplot"
set xrange [*:*] noextend
set offsets graph 0.1, graph 0.1, graph 0.1, graph 0.1
set pointsize 0.8
plot file using (front("joules")):(front(pareto_y)) smooth unique with lines lw 1 lc rgb "#999999" title "front", \
     for [s=1:series_n] file using (pick(s, "joules")):(pick(s, pareto_y)) with points pt point(s) lc rgb colour(s) title series[s]
